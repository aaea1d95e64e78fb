"""The commands: a module for each, loaded when it is used. Parse, call, render.

``table`` lists them. A command imports what it needs from anywhere in the program; nothing imports
a command.
"""
