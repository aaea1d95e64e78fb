"""The media files of this machine: reading their names, finding them, and whose they are.

Import ``names`` for what a path says of a film, ``matching`` for which film of the library that is,
``scanning`` and ``index`` for the folders that were scanned, and ``playing`` for the files that a
film or an order is seen by. It imports ``queries``, ``library``, ``names``, ``files``
and the ground.
"""
