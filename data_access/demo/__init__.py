"""Invented data for all of Henan: real 2022 area codes and names, everything else made up from a seed."""
