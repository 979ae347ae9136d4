"""The screen «Редактор»: a lead changes the words of scripts and publishes them."""
