"""The contract of the command line, sentence by sentence: each test is named after one."""
