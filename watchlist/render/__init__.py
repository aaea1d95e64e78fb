"""From records to what is printed: tables, JSON, CSV and Markdown.

Import ``records`` and ``views`` for the records and tables of films, the module of a subject for
others. Text that came from a file or a person passes ``text.printable`` on its way out, here or in
``cli.output``. It imports ``media``, ``merging``, ``queries``, ``library``, ``story``, ``names``
and the ground.
"""
