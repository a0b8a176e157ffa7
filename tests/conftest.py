"""What holds for every test."""

from hypothesis import settings

# A busy computer is no defect of what is tested.
settings.register_profile("mashstudio", deadline=None)
settings.load_profile("mashstudio")
