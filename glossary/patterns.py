"""Which words may open, close or stand in a term: short lists and endings per language, no model.

The lists hold words that are frequent everywhere (new, large, phát triển, 重要): they part terms from the rest of the
sentence. They are meant to be generous: what they let through still has to find its counterpart on the other side.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from aligner.lang.en import stem
from aligner.lexicon import load


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, text.split()))


@dataclass(frozen=True, slots=True)
class Borders:
    """Keys of words that stand in no term, open none, close none, or are no term alone."""

    never: frozenset[str]
    opens_not: frozenset[str]
    closes_not: frozenset[str]
    alone_not: frozenset[str]


_EN_VERBS = _stems("""
    accept accelerate achieve adopt agree aim allow announce appear argue arrive ask assume attempt attract avoid back
    become begin believe belong boast borrow bring call capture carry catch cease challenge choose claim combine compete
    consider consist contain continue contribute convert coordinate cover create decide declare define deliver demand
    denote depend derive describe deserve determine develop diagnose dig do drive earn embrace emerge emulate enable
    encourage enjoy ensure enter establish estimate evolve exceed exist expand expect explain explore face fail fall
    feel find finish fit follow force foster frame fuel gain gather get give go grasp grow guide happen have hear help
    hinge hold hope imagine improve include increase indicate innovate insist install intend invent invest involve
    iterate join keep know lack land last lead lean learn leave let lie live lose lower maintain matter mature mean
    measure meet minimize mobilize move need notice obtain occur offer open optimize organize own partner pay persist
    position possess prefer prepare pretend prevent prioritize produce prompt propose protect prove provide pursue
    quote reach read realize recall receive recognize rediscover reduce refer refine reflect reinforce rely remain
    remedy remember remove repeat replace replicate report represent require resemble respond rest retool return reveal
    rise run say secure see seek seem sell send serve set settle shake share shorten should show signal sit smell solve
    span speak spend split stand start stay stop streamline strengthen stretch succeed suffer suggest supplement support
    suppose surge survive take talk tap teach tell tend think transfer transform travel treat try turn underestimate
    understand urge use visit wait want warn wish win wonder work write yield
""")
"""Verbs that break a noun phrase wherever they stand as verbs; those that are as often nouns are left out below."""

_EN_BOTH = _stems("""
    aim back challenge claim demand drive gain guide increase lack land lead lower measure move need notice offer own
    partner position report rest return rise run share signal span split stand start stop support surge transfer travel
    treat turn use visit work yield work force force fuel matter cover cost hold refine
""")
"""Verbs that are as often nouns: a determiner or preposition before them, or nothing that makes them verbs, decides."""

_EN_GENERAL = _stems("""
    able actual additional alone annual apparent available average bad basic best better big brief broad certain cheap
    clear close common complete considerable constant crucial current deep different difficult direct distinct early
    easy effective enormous entire equal essential everyday exact existing extra fair familiar far fast few final fine
    first former free frequent fresh full further general good grave great hard heavy helpful high historical huge
    identical immediate important impossible individual initial interesting isolated key large last late leading little
    long low main major massive mere minor modern necessary new next nice normal obvious old open opposite ordinary
    original other overall own particular past perfect personal plain poor popular possible potential powerful precise
    present prime principal proper prudent quick rapid rare-ish real reasonable recent relative reliable respective rich
    right rough same scarce second separate serious several severe sheer short significant similar simple single slight
    slow small so-called sophisticated special specific startling strange strict strong substantial successful
    sufficient suitable sure tall temporary thick thin third tiny total tough true typical unable unknown unusual upper
    useful usual various vast vital weak whole wide worse worst worth wrong young
    foolish ample astonishing attractive enduring fruitful abundant unwieldy expensive capable feasible glaring
    ready robust insufficient unthinkable decades-long
""")

_EN_LIGHT = _stems("""
    amount answer approach area aspect basis bit case century circumstance course day decade degree detail doubt effect
    effort end example extent fact favor favour feature form fraction front half height hour idea instance issue item
    kind level line list lot majority manner matter minute moment month most name need number one order other pair part
    people percent person piece place point portion present problem purpose quarter question range rate reason regard
    rest result role row sense series set share shape side size sort stage state step subject sum term thing third time
    today tomorrow tonight top trip type variety view way week word world year yesterday recipe note note's opportunity
    ability potential presence lack possibility
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen
""")
"""Nouns too general to be a term by themselves, though they may head one (growth rate, supply side)."""

EN_NUMBERS = _stems("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen
    january february march april june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday percent first second third fourth fifth twice once today yesterday tomorrow
""")

EN_ADVERB = regex.compile(r"(?<!fami|supp|rep|app|asse|ita|anoma|monopo|po|al|ju)ly\Z")
EN_ADJECTIVE = regex.compile(r"(?:ous|ful|less|ible|able|ish|[aei]nt-?|ive|ic|ical|[a-z]{3}ial|ional|ual|eral|ary)\Z")
EN_NOUNS = _stems("""
    ministry table cable vegetable capital metal material mineral chemical terminal signal hospital rival arrival
    approval proposal criminal official professional potential tutorial survival renewal removal festival animal music
    public fabric traffic logic plastic mosaic metric topic clinic mechanic republic archive initiative
    executive representative incentive motive native objective alternative perspective narrative initiative relative
    drive hive detective locomotive salary library boundary secretary summary anniversary diary dictionary glossary
    military century january february magnetic statistic variable client agent patent student president accident
    parent talent plant grant content government
""")

_VI_NEVER = frozenset(
    """
    một hai ba bốn năm sáu bảy tám chín mười mươi trăm nghìn ngàn triệu tỷ tỉ phần trăm tháng ngày tuần giờ phút lúc
    hôm nay hiện giờ hiện nay trở thành trở nên cho phép tạo ra đưa ra do đó tuy nhiên ví dụ thay vì chẳng hạn đồng thời
    ngoài ra bao gồm bằng cách chỉ riêng tương tự tất cả nói cách khác bất kỳ một số một phần chúng ta có thể không thể
    cần phải đặc biệt dường như hoàn toàn cùng bỏ bắt đầu bằng mất kết thúc nhận biết nghĩ muốn thấy làm mang lấy đưa
    gọi nói hỏi viết đọc nghe tưởng đứng ngồi chạy đến khiến giúp gây buộc khi nhưng mà rồi chưa hãy đừng liệu sẽ đã
    đang vẫn luôn cũng từng rất khá hơi quá lắm hơn kém nhất khoảng chừng gần suốt dọc bên cạnh xung quanh quanh
    dẫn đến thuộc gồm theo nhờ dựa dù mặc tuy nếu thì là ở tại từ tới về qua với vào ra lên xuống
    chiếc cái con bức tấm quyển cuốn cây nỗi niềm cuộc sự việc nền các những mọi mỗi từng này kia đó ấy nọ đây
""".split()
) | frozenset("có thể|không thể|trở thành|trở nên|hiện nay|do đó|tuy nhiên|ví dụ|thay vì|chẳng hạn|đồng thời|ngoài ra|"
    "bao gồm|tương tự|tất cả|bất kỳ|một số|một phần|cần phải|đặc biệt|dường như|hoàn toàn|xung quanh|so với|tự như|"
    "dẫn đến|tạo ra|cho phép|cách đây|cũng như|cùng với|liên quan|liên quan đến|kéo dài|trong nước|đáng kể|hầu như|"
    "chưa đầy|nhận thấy|đầu tiên|sau đó|trước đó|trong khi|mặc dù|bởi vì|vì vậy|như vậy|thậm chí|thường|từng bước".split("|"))
"""Syllables that are no part of a term by themselves; the segmenter keeps those that belong to longer words."""

_VI_OPENS_NOT = frozenset(
    """
    phát triển|xây dựng|tạo|tăng|giảm|thúc đẩy|đẩy|hỗ trợ|sử dụng|đầu tư|áp dụng|đạt|đạt được|cung cấp|thực hiện|
    yêu cầu|đòi hỏi|phải|cần|nên|được|bị|muốn|tiếp tục|bắt đầu|cố gắng|giải quyết|thiết lập|thành lập|triển khai|
    kiểm soát|cho thấy|chuyển|chuyển đổi|tập trung|thu hút|hưởng lợi|chỉ định|xem xét|giảm thiểu|đảm bảo|đi|lại|
    lớn|nhỏ|mới|cũ|cao|thấp|nhanh|chậm|rẻ|tốt|quan trọng|khác|chính|riêng|chung|đầu tiên|nhiều|ít|đơn giản|dễ|khó|
    tự|cùng|đầy|hàng|số|lượng|mức|độ|đôi|loạt|toàn|toàn bộ|cựu|kể|như|cách|phía|bờ|thứ|mới nhất|vượt|vượt quá|
    biến|mở|đóng|bán|mua|trả|giữ|nắm|nắm giữ|đăng|dùng|lấy|rộng|dài|sở hữu|mở rộng|xả|gửi|dạy|học|quan tâm|tin|chờ|
    ưu tiên|tìm|tìm cách|đặt|đưa|viết|gọi|bởi|nằm|xử lý|chế tạo|đào|trải dài|thay thế|chọn|tổ chức|quốc gia này|hữu ích
""".replace("\n", "").split("|")
)

_VI_CLOSES_NOT = frozenset(
    """
    lớn|nhỏ|mới|cũ|nhanh|chậm|tốt|rẻ|quan trọng|khác|chính|riêng|đầu tiên|hơn|nhiều|ít|đáng kể|rõ ràng|phải|cần|nên|
    được|bị|tạo|thúc đẩy|đầy|vượt|cho|trở|hàng đầu|của|các|như|cách|số|mức|độ|nhà|người|hàng|phía|bên|đạt|đưa|sử dụng|
    có giá trị|gấp|nằm|đặt|đã|đóng|mở|yêu cầu|cung cấp|lấy|đẩy|giảm|tăng|tạo|thứ|bán|lại|ngừng|từng|đến|chọn|nào
""".replace("\n", "").split("|")
)

_VI_ALONE_NOT = frozenset(
    """
    nước|thứ|nhà|người|nơi|lần|điều|phần|số|hình thức|quá trình|thời gian|thế giới|cách|việc|năm|vấn đề|ví dụ|kết quả|
    khả năng|vai trò|câu trả lời|câu hỏi|khía cạnh|một số|giai đoạn|trường hợp|đất nước|quốc gia|đầu|cuối|nửa|thời|
    bước|điểm|cơ hội|nhu cầu|mặt|trung|hiện|nhóm|tác|đất|đường|khu|công|ty|bộ|hệ|sản|nền|tiền|giá|vùng|cổng|làm|lòng|
    kinh|máy|thân|dây|cây|lý|tên|tay|đời|bài|tờ|mũ|trang|ảnh|lượng|câu|cỗ|cành|chuyện|đá|chuyến|ai|bờ|khi|lưới|
    phát triển|tăng|giảm|đổi|mở|giữ
""".replace("\n", "").split("|")
)

_ZH_NEVER = frozenset(
    """
    年 月 日 号 时 分 秒 家 名 条 座 张 台 份 项 支 根 间 位 艘 辆 只 颗 吨 美元 元 亿 万 百 千 公里 公尺 米 小时 目前
    眼下 当时 如今 今天 现在 去年 今年 明年 以前 以后 此后 后来 同样 另一 一种 一套 一条 一座 一家 一支 一名 一只 一直
    这些 那些 这种 两 三 四 五 六 七 八 九 十 数 第一 第二 第三 第 几 多 少 更加 更
    使得 能够 具有 具备 拥有 带来 得到 获得 取得 实现 进行 展开 开始 继续 认为 表示 警告 指出 来自 用于 有助于 取决于
    有赖于 仰赖 处于 位于 属于 成为 包括 不足以 优先 需要 必须 努力 试图 可能 可以 如果 假如 若 因此 结果 并 也 还
    哪怕 甚至 尽管 虽然 但 而 且 或许 或 均 皆 都 已 正 将 以 被 把 让 使 给 向 为 由 从 自 在 于 至 到 过 着 了 的
    最 很 较 极 非 不 没 无 未 再 又 才 就 却 只有 只要 除了 例如 比如 数百 数千 数十 数 约 大约 左右 多年 十年 几十
    可供 无关 及其 不能 不应 不会 不可 不得 就近 与其说 其中 一度 方面 百分之 同时 之一 说 知道 想 看 做 走 来 去 起 出 上 下 里 中 内 外 前 后 间 谁 什么 怎样 如何 为何 她 他 它 我
""".split()
)

_ZH_OPENS_NOT = frozenset(
    """
    新 老 旧 好 快 慢 长 短 确保 首选 实施 围绕 探索 及 前
    化 者 性 商 业 率 家 员 们 式 型 站 板 区 州 市 省 力 量 部 局 所 厂 机 器 器具 系 网 线 体 链 化的 主要 重要 取自 谈起 占据 登上 获取 赶上 才能 正好 剛好
    显著 建设 建立 创建 发展 提供 采用 利用 使用 支持 促进 加速 加快 投资 生产 制造 部署 扩大 增加 减少
    降低 提高 提升 吸引 达到 超过 满足 面临 控制 组织 指定 设立 推动 推进 形成 造成 导致 引发 改变 应对 解决 打造 卖出
    购买 拥有 掌握 公布 处理 编写 开放 充分 整个 全部 完全 许多 大量 更多 丰富 上述 相关 各地 各国 本国 全国 国内
    当地 当今 最近 未来 首度 首次 其中 每天 每月 不断 迅速 快速 有效 一体 单一 普遍 任何 所有 拥有者 全镇
""".split()
)

_ZH_CLOSES_NOT = frozenset(
    """
    大 小 新 老 旧 好 高 低 快 慢 长 短 常 前 者们
    建立 创建 提供 采用 利用 使用 促进 增加 减少 降低 提高 提升 吸引 达到 超过 满足 面临 指定 设立 推动 形成 造成 导致
    主要 重要 大型 新型 巨大 关键 显著 应对 解决 打造 许多 大量 更多 之 表明 喜欢 丰富 先进 成熟 全 各 本 该 组成 首选
    下降 上升 集中 广泛 不断 迅速 快速 一样 并不 需 不可 开 受 超 据 指 令 及 其 设 兑现 学习 完成 意识 拥有 掌握
""".split()
)

_ZH_ALONE_NOT = frozenset(
    """
    大 小 新 老 旧 好 高 低 快 慢 长 短
    问题 情况 方面 部分 结果 答案 世界 时间 国家 原因 方式 目标 阶段 过程 能力 努力 机会 领域 环节 速度 数字 事情 东西
    地方 人们 人 事 家 物 词 先 原 主 例子 时期 时代 范围 水平 程度 作用 内容 条件 成果 经验 教训 特色 文章 发展 建设
    影响 关系 形式 意义 价值 变化 情形 机构 选择 决定 决策 记录 代价 需要 要求 行动 支持 困难 成功 世纪 过去 未来 今日
    本文 作者 原题 大家 个人 自己 各种 各个 数量 大部 方法 做法 重 轻 点 份 份额 站 条路 谈 写 读 开 关 建 买 卖 加 减
    办 车 水 火 土 木 石 山 门 路 树 河 街 手 脚 脸 头 身 心 力 法 道 理 气 声 色 味 光 金 银 价 费 税 船 厂 店 村 镇 市
    省 县 国 州 洲 海 江 港 岸 西 东 南 北 冬 春 夏 秋 早 晚 夜 天 地 子 女 男 父 母 儿 友 客 主 员 工 农 商 兵 师 生 病
""".split()
)

_EMPTY: frozenset[str] = frozenset()
_BORDERS = {
    "en": Borders(EN_NUMBERS, _EN_GENERAL, _EN_GENERAL - _stems("key open second"), _EN_LIGHT | _EN_GENERAL),
    "vi": Borders(_VI_NEVER, _VI_OPENS_NOT, _VI_CLOSES_NOT, _VI_ALONE_NOT | _VI_OPENS_NOT),
    "zh": Borders(_ZH_NEVER, _ZH_OPENS_NOT, _ZH_CLOSES_NOT, _ZH_ALONE_NOT | _ZH_OPENS_NOT),
}
EN_VERBS = _EN_VERBS
_VERBAL = _EN_VERBS - _EN_BOTH - _stems("invest develop deploy achieve manage establish agree move")
EN_BOTH = _EN_BOTH
_MEASURE = "年月日个家次份种项座名张条倍成位间支分辆块颗所片批类笔场套台艘只道层顶届代任口杯度吨米件根把株群队代架栋"
ZH_NUMBER = regex.compile(rf"[一二三四五六七八九十百千万亿两零〇半数几这那每各某该此本首前后上下第多]+[{_MEASURE}]?\Z")
"""A Chinese number or pointing word, with or without its measure word: 三座, 这家, 第二."""

EN_NOT_VERB = regex.compile(r"(?:ments?|[st]ions?|[ae]nces?|[eo]rs?|als?|ity|ities|ness)\Z")
"""Endings of nouns that share their stem with a verb."""


@lru_cache(maxsize=1 << 16)
def verbal(lang: str, key: str) -> bool:
    """Whether a Vietnamese or Chinese word is a verb, going by what it is in English.

    >>> verbal("zh-Hans", "达到"), verbal("zh-Hans", "电池")
    (True, False)
    """
    if len(key) == 1:
        return False
    exact = [text for text, weight in load(lang, "en").weighted(key) if weight >= EXACT]
    if not exact:
        return False
    heads = [text.split(" ")[0] for text in exact]
    return 2 * sum(head in _VERBAL for head in heads) > len(heads)


EXACT = 0.75


def borders(lang: str) -> Borders:
    """The border words of a language; Chinese in either script has one set, in Simplified."""
    return _BORDERS[lang.partition("-")[0]]
