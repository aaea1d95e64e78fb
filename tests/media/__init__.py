"""Tests of the media files: reading names, scanning, matching."""
