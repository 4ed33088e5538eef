// The lists of each kind, and the first screen in both languages.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/book/html.hpp"
#include "conformance/book/pages.hpp"
#include "conformance/book/paths.hpp"
#include "conformance/book/site_files.hpp"

namespace mqttspec::conformance::book {

using play::StatementVerdict;

namespace {

constexpr std::size_t listed_letters = 240;

std::string tally_text(const Tally& tally) {
  if (tally.judged == 0) return "";
  auto text = tally.wrong == 0 ? fmt::format("✓ {}", tally.judged - tally.warned)
                               : fmt::format("✗ {} of {}", tally.wrong, tally.judged);
  if (tally.warned > 0) text += fmt::format(", ! {}", tally.warned);
  return text;
}

void add_tally(const Content& content, pugi::xml_node item, const Entry& entry, const Grid& grid) {
  if (entry.kind != Kind::statement) return;
  const auto tally = tally_of(entry.judged.front(), grid);
  const auto* const kind = tally.wrong > 0    ? "badge fail"
                           : tally.warned > 0 ? "badge warn"
                                              : "badge pass";
  if (const auto text = tally_text(tally); !text.empty()) content.add(item, "span", text, kind);
}

std::string shortened(const std::string& text) {
  if (text.size() <= listed_letters) return text;
  return text.substr(0, text.rfind(' ', listed_letters)) + " …";
}

// Above which heading an entry stands in its list.
std::string heading_of(const Entry& entry) {
  if (entry.kind == Kind::fault)
    return entry.path.starts_with("faults/client/") ? "Client" : "Broker";
  if (entry.kind == Kind::ambiguity) return entry.about.substr(entry.about.find(": ") + 2);
  if (entry.kind == Kind::case_) return entry.about.substr(std::string_view("a case ").size());
  if (!entry.version || entry.kind == Kind::property) return "";
  return fmt::format("MQTT {}", to_string(*entry.version));
}

void add_lists(Content& content, Language language, const Book& book) {
  auto list = content.add(content.main(), "ul", {}, "kinds");
  for (std::size_t i = 0; i < kind_count; ++i) {
    const auto kind = Kind(i);
    const auto count = std::ranges::count(book.entries(), kind, &Entry::kind);
    auto item = content.add(list, "li");
    content.add_link(item, list_path(kind), word_in(language, to_string(kind)));
    content.add(item, "span", fmt::format(" {}", count), "quiet");
  }
}

void add_legend(const Content& content, pugi::xml_node parent, Language language) {
  auto list = content.add(parent, "dl", {}, "legend-of-words");
  for (const auto& words : verdict_words()) {
    std::optional<Shown> how;
    for (unsigned i = 0; i <= static_cast<unsigned>(StatementVerdict::violated); ++i)
      if (to_string(StatementVerdict(i)) == words.verdict) how = shown(StatementVerdict(i));
    for (unsigned i = 0; i <= static_cast<unsigned>(play::Verdict::error); ++i)
      if (to_string(play::Verdict(i)) == words.verdict && !how) how = shown(play::Verdict(i));
    const bool is_chinese = language == Language::chinese;
    auto term = content.add(content.add(list, "dt"), "span", fmt::format("{} ", how->sign),
                            fmt::format("badge {}", how->kind).c_str());
    content.add(term, "span", is_chinese ? words.chinese : words.verdict);
    auto meaning = content.add(list, "dd", is_chinese ? words.meaning_in_chinese : words.meaning);
    if (!is_chinese) continue;
    auto english = content.add(meaning, "span", fmt::format(" ({})", words.verdict), "quiet");
    english.append_attribute("lang") = "en";
  }
}

std::size_t count_of(const GridTarget& target, StatementVerdict verdict) {
  return static_cast<std::size_t>(std::ranges::count_if(
      target.statements, [&](const auto& each) { return each.second.verdict == verdict; }));
}

void add_targets_table(const Content& content, pugi::xml_node parent, Language language,
                       const Grid& grid) {
  const auto word = [&](std::string_view key) { return word_in(language, key); };
  const auto verdict_word = [&](std::string_view verdict) {
    const auto found = std::ranges::find(verdict_words(), verdict, &VerdictWords::verdict);
    return language == Language::chinese ? found->chinese : verdict;
  };
  for (const bool is_client : {false, true}) {
    if (std::ranges::count(grid, is_client, &GridTarget::is_client) == 0) continue;
    content.add(parent, "h3", word(is_client ? "clients" : "brokers"));
    auto frame = content.add(parent, "div", {}, "scroll");
    frame.append_attribute("tabindex") = "0";
    auto table = content.add(frame, "table", {}, "rows");
    auto head = content.add(content.add(table, "thead"), "tr");
    for (const auto text : {word("target"), word("version"), word("serves"),
                            verdict_word("satisfied"), verdict_word("violated"), word("date")})
      content.add(head, "th", text);
    auto body = content.add(table, "tbody");
    for (const auto& target : grid) {
      if (target.is_client != is_client) continue;
      auto row = content.add(body, "tr");
      std::vector<std::string_view> served;
      for (const auto version : target.served) served.push_back(to_string(version));
      for (const auto& text :
           {target.name, target.version, fmt::format("{}", fmt::join(served, ", ")),
            fmt::format("{}", count_of(target, StatementVerdict::satisfied)),
            fmt::format("{}", count_of(target, StatementVerdict::violated)), target.date})
        content.add(row, "td", text);
    }
  }
}

template <class Add>
void put_part(std::string& page, std::string_view place, const Add& add) {
  Content content("index");
  add(content);
  page.replace(page.find(place), place.size(), content.text());
}

}  // namespace

std::string list_path(Kind kind) {
  constexpr std::string_view folders[] = {"statements", "ambiguities", "codes",    "properties",
                                          "packets",    "sections",    "freedoms", "tables",
                                          "cases",      "faults"};
  static_assert(std::size(folders) == kind_count);
  return fmt::format("{}/index", folders[static_cast<std::size_t>(kind)]);
}

std::string list_content(Kind kind, const Book& book, const Grid& grid) {
  Content content(list_path(kind));
  auto main = content.main();
  auto title = std::string(word_in(Language::english, to_string(kind)));
  title[0] = static_cast<char>(title[0] - 'a' + 'A');
  content.add(main, "h1", title);
  auto list = pugi::xml_node();
  std::string heading;
  for (const auto& entry : book.entries()) {
    if (entry.kind != kind) continue;
    const auto above = heading_of(entry);
    if (!list || above != heading) {
      if (!above.empty()) content.add(main, "h2", above);
      list = content.add(main, "ul", {}, "entries");
    }
    heading = above;
    auto item = content.add(list, "li");
    content.add_link(item, entry.path, entry.title);
    if (kind == Kind::statement)
      content.add(item, "em", fmt::format(" {}", to_string(entry.judged.front().level())));
    add_tally(content, item, entry, grid);
    content.add(item, "span", fmt::format(" {}", shortened(entry.summary)));
  }
  return content.text();
}

std::string first_content(Language language, const Book& book, const Grid& grid) {
  std::string page(language == Language::english ? first_en_html : first_zh_html);
  put_part(page, "/*lists*/", [&](Content& content) { add_lists(content, language, book); });
  put_part(page, "/*legend*/",
           [&](Content& content) { add_legend(content, content.main(), language); });
  put_part(page, "/*targets*/",
           [&](Content& content) { add_targets_table(content, content.main(), language, grid); });
  return page;
}

}  // namespace mqttspec::conformance::book
