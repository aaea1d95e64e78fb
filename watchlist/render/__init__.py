"""From records to what is printed: tables, JSON, CSV and Markdown.

Text that came from a file or a person passes ``watchlist.render.text.printable`` here, on its way
out, and nowhere else.
"""
