"""``gouji review``: the local review page, until Ctrl-C."""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress

from gouji.types import GoujiError, Text


def run(args: Namespace) -> int:
    """0 when it was stopped. Raises GoujiError without the extra ``web``, or if the port cannot be had."""
    try:
        import python_multipart  # noqa: F401  (Starlette imports it only when a form comes)

        from gouji.review.serve import serve
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("gouji"):
            raise
        zh = "审核页需要 Starlette、uvicorn 等，请先安装：pip install 'gouji[web]'。"
        raise GoujiError(Text(zh, "The review page needs more packages: pip install 'gouji[web]'.")) from error
    with suppress(KeyboardInterrupt):
        serve(args.port, args.lang, browser=not args.no_open)
    print(Text("已停止，上传的文件已删除。", "Stopped; the uploaded files are deleted.").say(args.lang))
    return 0
