"""From a summary or a translation to the text that a person sees, in a chat or a terminal."""
