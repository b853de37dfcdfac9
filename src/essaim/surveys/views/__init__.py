"""The doors of listening: what arrives is checked, one verb is done."""
