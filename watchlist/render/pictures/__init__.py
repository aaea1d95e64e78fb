"""Pictures: drawings of orders as SVG, pages as HTML, diagrams for Mermaid and Graphviz.

Import the module of a format when it is asked for, not before: ``orders``, ``library``, ``svg`` or
``diagrams``. Each text that came from a file or a person passes ``style.clean``, which makes one
line of it and shows control characters as escapes; htpy then escapes what HTML gives a meaning. It
imports ``queries``, ``library`` and the ground.
"""
