"""The frame every room stands in: doors, words, layout, background work, privacy (le cadre)."""
