"""Words and shapes by which lines of a page give themselves away, in the languages that pages are written in.

Only short lines are held against these tables, and most tables ask for the whole line: a sentence about sharing is no
share button. Furniture often speaks another language than the article does, so all languages are tried at once.
"""

from __future__ import annotations

import re
from functools import cache

import regex

from aligner.pieces import weight

_FLAGS = regex.IGNORECASE | regex.VERSION1

# The tables are patterns that may be broken before any bar: line breaks in them mean nothing.
_SHORT = 90
"""The greatest weight of a line of furniture: about 15 English words or 30 Han characters."""

_EXACT = r"""
share|share this|share this (?:post|article|story)|share on .*|tweet|facebook|twitter|linkedin|whatsapp|telegram
|email|e-mail|print|print (?:this )?(?:page|article)|copy link|save|bookmark|like|follow us(?: on .*)?|follow
|subscribe(?: now| today)?|sign (?:in|up|out)|log ?in|log ?out|register|join(?: us)?|home|home ?page|about(?: us)?
|contact(?: us)?|search|menu|close|skip to (?:main )?content|advertisement|sponsored(?: content)?|ad
|cookie (?:policy|settings)|accept(?: all)?(?: cookies)?|privacy(?: policy)?|terms(?: of (?:use|service))?
|next(?: (?:post|article|page))?|previous(?: (?:post|article|page))?|back to top|read more|continue reading
|view more|load more|more|reply|leave a (?:comment|reply)|post a comment|download pdf|newsletter|our newsletter
|listen(?: to this article)?|change language|all rights reserved\.?|powered by .*|chia sẻ(?: bài viết)?
|chia sẻ .{0,20}(?:facebook|zalo|twitter)|thích|theo dõi(?: chúng tôi)?|đăng (?:nhập|ký|xuất)|trang chủ
|giới thiệu chung|liên hệ|tìm kiếm|quảng cáo|xem thêm|đọc tiếp|đọc thêm|về đầu trang|bài (?:trước|sau|tiếp theo)
|in bài(?: viết)?|gửi email|lưu bài(?: viết)?|đăng nhận xét|gửi bình luận|trả lời|bỏ qua nội dung|chuyên mục
|danh mục|tải (?:về|pdf)|bản in|đóng|分享(?:到.*|本文|文章|至.*)?|转发|轉發|点赞|點讚|收藏|关注(?:我们)?
|關注(?:我們)?|追蹤|订阅|訂閱|登录|登錄|登入|註冊|注册|登出|首页|首頁|关于我们|關於我們|联系我们|聯絡我們|聯繫我們
|搜索|搜尋|菜单|選單|目錄導覽|广告|廣告|返回(?:顶部|頂部|首页|首頁)?|回到?(?:页首|頁首|顶部|頂部)|打印|列印|下载
|下載|阅读(?:更多|全文)|閱讀(?:更多|全文)|查看(?:更多|全文)|更多|上一[篇页頁].*|下一[篇页頁].*|展开(?:全文)?
|展開(?:全文)?|收起|回复|回覆|回應|发表评论|發表評論|發表留言|原文截[图圖]|[网網][页頁]截[图圖]|截[图圖]
|点击(?:查看|放大|图片).*|點擊(?:查看|放大|圖片).*|长按.*(?:二维码|关注).*|扫码.*|掃碼.*|我要回應|我的稱呼
|回應 ?/ ?意見|驗[証證]文字|验证码|驗證碼
"""
_PREFIX = r"""
copyright ?(?:©|\(c\)|\d{4}|all|reserved)|©|\(c\) ?\d{4}|all rights reserved|posted (?:by|on|in)|filed under|tags? ?:
|categor(?:y|ies) ?:|labels? ?:
|you are here|share (?:this|on|via) ?:|we use cookies|this (?:web)?site uses cookies|subscribe to|sign up (?:for|to)
|follow us|read also ?:|see also ?:|related ?:|hotline|tel(?:ephone)? ?[:.]|phone ?:|fax ?:
|bản quyền ?(?:©|thuộc|\d{4}|:)
|từ khóa ?:|thẻ ?:|nhãn ?:|chuyên mục ?:|đăng bởi|người đăng|được đăng|lượt xem|chia sẻ ?:|xem thêm ?:|đọc thêm ?:
|đường dây nóng|điện thoại ?:|giấy phép (?:số|xuất bản|hoạt động)|theo dõi .{0,30} trên|版权所有|版權所有|著作權所有
|未经.{0,6}许可
|未經.{0,6}許可|标签 ?[:：]|標籤 ?[:：]|关键词 ?[:：]|關鍵[詞字] ?[:：]|分类 ?[:：]|分類 ?[:：]|責任編輯 ?[:：]
|责任编辑 ?[:：]|当前位置|當前位置|您的位置|您現在的位置|阅读(?:量|数)|閱讀(?:量|數)|浏览(?:量|次数)
|瀏覽(?:量|次數|人次)|点击(?:量|数)|點擊(?:量|數)|更多(?:精彩|内容|文章)|欢迎(?:关注|订阅)|歡迎(?:關注|訂閱)
|扫描.{0,4}二维码|电话 ?[:：]|電話 ?[:：]|[沪京粤浙闽]ICP备
"""
_COUNTS = r"""
\d[\d.,]*[kK]? ?(?:comments?|likes?|shares?|views?|replies|min(?:ute)?s? read|bình luận|lượt (?:xem|thích)
|phút đọc|nhận xét|条评论|則留言|次阅读|次瀏覽|人点赞|阅读|閱讀|分享)
|(?:comments?|views?|shares?|likes?|bình luận|lượt xem|nhận xét|评论|評論|回應|回复|留言|阅读|閱讀|点赞
|瀏覽) ?[:：]? ?\(?\d[\d.,]*\)?
"""
_RELATIVE_TIME = r"""
(?:.*[^\d])?\d+ ?(?:秒|分钟|分鐘|小时|小時|天|日|周|週|个月|個月)前
|.*\b\d+ (?:second|minute|hour|day|week|month)s? ago|.*\b\d+ (?:giây|phút|giờ|ngày|tuần|tháng) trước
|.{0,30}(?:昨天|前天|今天) ?\d{1,2}:\d{2}
"""
_ENDINGS = r"""
(?:\d+ )?comments?|leave a (?:comment|reply)|post a comment|join the (?:discussion|conversation)
|related(?: (?:articles|posts|stories|reading|content))?|you may also (?:like|be interested in)
|more (?:from|on|stories).{0,40}|recommended(?: for you)?|most (?:read|popular)|latest (?:news|posts|articles)
|recent (?:posts|comments)|popular posts|about this (?:site|blog)|archives?|(?:\d+ )?(?:nhận xét|bình luận)
|đăng nhận xét|ý kiến bạn đọc|gửi bình luận
|(?:bài(?: viết)?|tin)(?: tức)? (?:liên quan|khác|mới(?: nhất)?|cùng (?:chuyên mục|chủ đề)|đọc nhiều|nổi bật
|xem nhiều)|có thể bạn quan tâm|đọc nhiều nhất|xem nhiều
|(?:全部|最新|网友|網友|讀者)?(?:评论|評論|留言|回應|跟帖)(?:区|區|列表)?|发表评论|發表(?:評論|留言|回應)
|我要(?:回應|评论|評論|留言)|相关(?:阅读|文章|新闻|推荐|链接|报道)|相關(?:閱讀|文章|新聞|推薦|連結|報導)
|延伸(?:阅读|閱讀)|推荐(?:阅读|文章)|推薦(?:閱讀|文章)|猜你喜欢|你可能(?:还|也)喜欢.*
|你可能(?:還|也)(?:喜歡|感興趣).*|热门(?:文章|推荐|新闻)|熱門(?:文章|推薦|新聞)|最新(?:文章|消息|新闻|新聞)
|更多(?:文章|新闻|新聞)
"""
_REFERENCES = r"""
references|notes|footnotes|endnotes|sources|bibliography|works cited|tài liệu tham khảo|chú thích|ghi chú|nguồn
|nguồn tham khảo|参考(?:文献|资料)|參考(?:文獻|資料)|注释|註釋|注釋|註解|注解|脚注|腳註|尾注|资料来源|資料來源
"""
_LONGEST_REFERENCES = 20
_NOTE = r"""
[\(（\[【〔]? ?(?:译者?[注按]|譯者?[註注按]|编者?[注按]|編者?[註注按]|translator[’']?s?[’']? notes?
|editor[’']?s?[’']? notes?|note from the (?:translator|editor)|note ?:|(?:chú thích|ghi chú
|lời)(?: của)? (?:người dịch|dịch giả|ban biên tập|tòa soạn|toà soạn|biên tập)|người dịch ?:|nd ?:|btv ?:|(?:免责
|免責)?[声聲]明 ?[:：]|[注註] ?[:：]|disclaimer ?:|lưu ý ?:|本文(?:原[题題載载]|[转轉][载載自]|[译譯]自|首[发發])
|原文(?:[发發]表|[链鏈連]|[标標][题題]|[刊载載]|出[处處])|(?:this|the) (?:article|essay|text) (?:(?:was
|is) )?(?:first |originally )(?:appeared|published)|bài (?:viết )?(?:này )?(?:được )?(?:dịch|đăng lần đầu))
"""
_NOTE_END = r"""
[\(（\[【〔].*[—–-] ?(?:译者?[注按]?|譯者?[註注按]?|编者?[注按]?|編者?[註注按]?|ND|N\.D\.|BTV|TN|Ed\.|Trans\.
|translator|người dịch)\.?[\)）\]】〕][.。]?
"""
_BYLINE = r"""
(?:by|written by|words by|text by|translated by|edited by|author|translator|theo|tác giả|người dịch|dịch giả
|biên dịch|bài|dịch|nguồn) ?[:：]? \p{Lu}.{0,100}
|(?:文|作者|译者|譯者|译|譯|编译|編譯|翻译|翻譯|记者|記者|撰文|采访|採訪|责编|編輯|编辑|校对|校對|来源|來源
|作者单位|供稿) ?[|｜丨/／:：].{1,60}|(?:本报|本報|本刊|特约|特約)?(?:记者|記者) ?\p{Han}.{1,30}
|.{1,40}[ 　](?:著|撰|译|譯|文|编译|編譯|撰文|报道|報導)
"""
_DATE_WORDS = r"""
published|updated|posted|last|modified|date|on|at|am|pm|gmt|utc|est|edt|hkt|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?
|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?
|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?|st|nd|rd|th|issue|vol(?:ume)?|no|ngày|tháng|năm|giờ
|phút|lúc|thứ|hai|ba|tư|sáu|bảy|chủ nhật|đăng|cập nhật|xuất bản|vào|sáng|chiều|tối|số|时间|時間|年|月|日|号|號|时|時|分
|秒|点|點|星期[一二三四五六日天]|周[一二三四五六日]|週[一二三四五六日]|上午|下午
|发布|發布|發佈|发表|發表|更新|日期|于|於|刊登|第|期|[〇零一二三四五六七八九十]+
"""


def is_short(text: str, most: int) -> bool:
    """Whether little is said and in few characters: the patterns are for lines, not for pages of dots."""
    return len(text) <= 4 * most and weight(text) <= most


@cache
def whole(table: str) -> regex.Pattern[str] | re.Pattern[str]:
    """A table as a pattern: of the standard library where it can be, since that is ready in a fifth of the time."""
    source = "(?:" + table.replace("\n", "") + ")"
    return regex.compile(source, _FLAGS) if "\\p" in table else re.compile(source, re.IGNORECASE)


_DATE = regex.compile(
    r"(?<!\p{Latin})(?:" + _DATE_WORDS.replace("\n", "") + r")(?!\p{Latin})"
    r"|[〇零一二三四五六七八九十年月日号號时時分]|[\d\p{P}\p{S}\s]",
    _FLAGS,
)
_PARTS = regex.compile(r"\s{2,}|[　|｜\t]+|(?<=\d)\s(?=\p{L}{1,8}[:：])")
_APART = re.compile(r"[\s|｜:：](?:(?<=[　|｜\t:：])|\s)")
"""What every line has that falls into parts: two blanks, a bar, a tab, or the colon behind a label."""
_LABELLED = regex.compile(r"\p{L}{1,12}[:：] ?\S.{0,30}")
_MONTH = regex.compile(
    r"\d{4} ?年 ?\d{1,2} ?月|tháng \d{1,2}(?: năm |/|, ?)\d{4}|\d{1,2}/\d{4}"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2},?)? \d{4}"
)
_ADDRESS = regex.compile(
    r"(?:[\p{L} ]{0,20}[:：] ?)?(?:https?://\S+|www\.\S+|[a-zA-Z0-9._%+-]{1,64}@[a-zA-Z0-9.-]{1,255})", _FLAGS
)
_IN_ADDRESS = "://", "www.", "WWW.", "Www.", "@"
_BETWEEN_CRUMBS = frozenset("›»>|·•")
_PHONE = regex.compile(r"(?:.{1,40}[:：] ?)?\+?[\d(][\d\s().-]{6,18}\d", _FLAGS)
_CRUMBS = regex.compile(
    r"[^>›»|/·•。.!?]{1,30}(?: ?[>›»|·•] ?[^>›»|/·•。.!?]{1,40}){2,}|[^>›»]{1,30}(?: ?[>›»] ?[^>›»]{1,60})+", _FLAGS
)
_LETTER = regex.compile(r"\p{L}")


def is_furniture(text: str) -> bool:
    """Whether a line on its own is page furniture: buttons, counts, addresses, phone numbers, copyright, separators.

    >>> is_furniture("Chia sẻ"), is_furniture("尖沙咀 : 2569 0000"), is_furniture("He wanted to share the costs.")
    (True, True, False)
    """
    text = text.strip().strip("[]【】")
    if not (text[:1].isalpha() or _LETTER.search(text)):
        return True
    if len(text) <= 2000 and _may_hold_address(text) and _ADDRESS.fullmatch(text):
        return True
    if not is_short(text, _SHORT):
        return text[0] in "©版Cc(未" and is_short(text, 3 * _SHORT) and whole(_PREFIX).match(text) is not None
    line = text.rstrip(" .…»›>→:：")
    return bool(
        whole(_EXACT).fullmatch(line)
        or whole(_COUNTS).fullmatch(line)
        or (_may_be_time(line) and whole(_RELATIVE_TIME).fullmatch(line))
        or whole(_PREFIX).match(text)
        or (not _BETWEEN_CRUMBS.isdisjoint(text) and _CRUMBS.fullmatch(text))
        or _is_details(text)
        or (text[-1].isdecimal() and _PHONE.fullmatch(text) and sum(char.isdigit() for char in text) >= 7)
    )


def _may_be_time(line: str) -> bool:
    """Whether a line ends as those do that say how long ago something was, or holds a day and a clock's colon."""
    return line[-5:].lower().endswith(("前", "ago", "trước")) or ("天" in line and ":" in line)


def _may_hold_address(text: str) -> bool:
    near = "@" in text or "://" in text or "ww." in text or "WW." in text
    return near and any(sign in text for sign in _IN_ADDRESS)


def _is_details(text: str) -> bool:
    """Several details in one line: a date, a count, a source, each with its label or standing between wide gaps."""
    if not _APART.search(text):
        return False
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    if len(parts) < 2:
        return False
    plain = [part for part in parts if is_date(part) or whole(_COUNTS).fullmatch(part) or whole(_PREFIX).match(part)]
    labelled = [part for part in parts if part not in plain and _LABELLED.fullmatch(part)]
    return len(plain) >= 1 and len(plain) + len(labelled) == len(parts)


def names_month(text: str) -> bool:
    """Whether a month of a year is named, as captions do to say when a picture was taken.

    >>> names_month("2023年8月，一条生产线"), names_month("Growth in 2023")
    (True, False)
    """
    return _MONTH.search(text) is not None


def ends_article(text: str) -> bool:
    """Whether the line heads what follows an article: comments, related articles, archives."""
    return (
        is_short(text, _SHORT)
        and whole(_ENDINGS).fullmatch(text.strip().rstrip(" :：()（）0123456789").strip()) is not None
    )


def is_date(text: str) -> bool:
    """Whether a line says nothing but when the text was published.

    >>> is_date("Published 3 July 2025, 10:30"), is_date("2025年2月28日"), is_date("In July 2025 it rained")
    (True, True, False)
    """
    return is_short(text, _SHORT) and any(char.isdigit() for char in text) and not _DATE.sub("", text)


def is_note(text: str) -> bool:
    """Whether a whole paragraph is a note of a translator, an editor or the publisher."""
    return _noted(text.strip()) is not None


def said(text: str) -> str:
    """What a note says, without the words that name it one; any other text as it is.

    >>> said("(Translator’s note: an acre.)"), said("（一畝地。——譯註）"), said("An acre.")
    (': an acre.)', '一畝地。', 'An acre.')
    """
    line = text.strip()
    noted = _noted(line)
    return text if noted is None else line[noted[0] : noted[1]]


def _noted(line: str) -> tuple[int, int] | None:
    """From where to where a note says something, before or behind its name."""
    if named := whole(_NOTE).match(line):
        return named.end(), len(line)
    if line[:1] in "(（[【〔" and whole(_NOTE_END).fullmatch(line):
        return 1, len(line[: max(map(line.rfind, "—–-"))].rstrip("—–- "))
    return None


def is_byline(text: str) -> bool:
    """Whether a line says in words who wrote, translated or reported it."""
    return is_short(text, 120) and whole(_BYLINE).fullmatch(text.strip()) is not None


def heads_references(text: str) -> bool:
    """Whether the line is the heading above footnotes or references."""
    line = text.strip().rstrip(" :：")
    return len(line) <= _LONGEST_REFERENCES and whole(_REFERENCES).fullmatch(line) is not None
