"""Compiled kernels: functions of arrays only. A block of people and tables is a `Model` and a `State`."""
