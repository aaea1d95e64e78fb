"""The commands: a module for each, under its name, loaded when it is used. Parse, call, render.

Each module has one ``command``; ``table`` lists them. A command imports what it needs from anywhere
in the program at its top; nothing imports a command.
"""
