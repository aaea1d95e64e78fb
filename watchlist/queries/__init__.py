"""Questions to a library: orders, what is next, figures, findings. They read and never change it.

Import the module of a question; ``wording`` says facts in words. It imports ``library``, ``names``,
``story`` and the ground, and takes the day as a parameter.
"""
