"""The same jobs through engines that others have made: why there is none of them here."""
