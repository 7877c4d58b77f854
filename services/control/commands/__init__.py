"""The command's parts, one file for each thing an operator asks for; rooms as in `--help`.

    newsroom/  run a newsroom
    stories/   its stories
    parties/   who it deals with

texts and review need no service; all rooms speak of stories through them. options: words that
several commands share.
"""
