"""Pictures: drawings of orders as SVG, pages as HTML, diagrams for Mermaid and Graphviz.

Nothing here is imported before one of these formats is asked for. htpy escapes what is put into
an element; ``watchlist.render.pictures.style.clean`` makes it one line that disturbs nothing.
"""
