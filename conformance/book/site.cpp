// Puts every page into book.html.
#include "conformance/book/site.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "conformance/book/html.hpp"
#include "conformance/book/pages.hpp"
#include "conformance/book/search.hpp"
#include "conformance/book/site_files.hpp"
#include "conformance/report/html/page_files.hpp"

namespace mqttspec::conformance::book {
namespace {

constexpr std::size_t summary_letters = 160;

using Json = nlohmann::ordered_json;

struct PageOf {
  std::string path;
  std::string title;
  std::string description;
  Language language = Language::english;
};

void put_all(std::string& page, std::string_view place, std::string_view text) {
  for (auto at = page.find(place); at != std::string::npos; at = page.find(place, at + text.size()))
    page.replace(at, place.size(), text);
}

// The text as it may stand between tags and between quotation marks.
std::string safe(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c == '<' || c == '&' || c == '"')
      out += fmt::format("&#{};", static_cast<int>(c));
    else
      out += c;
  return out;
}

std::string navigation(const std::string& path, Language language) {
  Content content(path);
  for (const auto kind : {Kind::statement, Kind::ambiguity, Kind::reason_code, Kind::property,
                          Kind::packet, Kind::section, Kind::case_, Kind::table})
    content.add_link(content.main(), list_path(kind), word_in(language, to_string(kind)));
  return content.text();
}

std::string whole_page(const PageOf& about, std::string_view main) {
  std::string page(book_html);
  const auto word = [&](std::string_view key) { return word_in(about.language, key); };
  for (const std::string_view key : {"name", "to the text", "search", "theme", "footer"})
    put_all(page, fmt::format("/*{}*/", key), word(key));
  put_all(page, "/*nav*/", navigation(about.path, about.language));
  put_all(page, "/*home*/", about.language == Language::english ? "index.html" : "zh.html");
  put_all(page, "/*language*/", code_of(about.language));
  put_all(page, "/*description*/", safe(about.description));
  put_all(page, "/*title*/", safe(about.title));
  put_all(page, "/*up*/", Content(about.path).up());
  const std::string_view place = "/*main*/";
  page.replace(page.find(place), place.size(), main);
  return page;
}

std::string title_of_page(const Entry& entry) {
  auto title = entry.title;
  if (entry.kind == Kind::statement) title = title.substr(1, title.size() - 2);
  if (entry.version) title += fmt::format(", MQTT {}", to_string(*entry.version));
  return fmt::format("{} ({})", title, to_string(entry.kind));
}

std::string script() {
  Json words = Json::object();
  for (const auto& each : verdict_words()) words[std::string(each.verdict)] = each.chinese;
  std::string text(book_js);
  put_all(text, "/*words*/", words.dump());
  return text;
}

std::expected<void, std::string> write_lists(const Book& book, const Grid& grid,
                                             const WriteFile& write) {
  for (std::size_t i = 0; i < kind_count; ++i) {
    const auto kind = Kind(i);
    const auto word = word_in(Language::english, to_string(kind));
    const PageOf about{list_path(kind), fmt::format("MQTT: {}", word), std::string(word)};
    if (auto done = write(about.path + ".html", whole_page(about, list_content(kind, book, grid)));
        !done)
      return done;
  }
  for (const auto language : {Language::english, Language::chinese}) {
    const auto name = std::string(word_in(language, "name"));
    const PageOf about{language == Language::english ? "index" : "zh", "MQTT: " + name, name,
                       language};
    if (auto done =
            write(about.path + ".html", whole_page(about, first_content(language, book, grid)));
        !done)
      return done;
  }
  return {};
}

}  // namespace

std::string search_data(const Book& book) {
  Json data = {{"kinds", Json::array()}, {"entries", Json::array()}, {"words", Json::object()}};
  for (std::size_t i = 0; i < kind_count; ++i) data["kinds"].push_back(to_string(Kind(i)));
  for (const auto& entry : book.entries()) {
    if (!is_searched(entry)) break;  // faults are the last
    auto summary = entry.summary;
    if (summary.size() > summary_letters)
      summary = summary.substr(0, summary.rfind(' ', summary_letters)) + " …";
    data["entries"].push_back(Json::array({static_cast<unsigned>(entry.kind), entry.title,
                                           entry.version ? to_string(*entry.version) : "",
                                           entry.path, summary, entry.names}));
  }
  const SearchIndex index(book);
  for (const auto& [word, postings] : index.words()) {
    auto& list = data["words"][word] = Json::array();
    for (const auto& [entry, weight] : postings) {
      list.push_back(entry);
      list.push_back(weight);
    }
  }
  return "const searchData = " + data.dump() + ";\n";
}

std::expected<void, std::string> write_site(const Book& book, const Grid& grid,
                                            const WriteFile& write) {
  for (const auto& entry : book.entries()) {
    const PageOf about{entry.path, title_of_page(entry), entry.summary};
    if (auto done = write(entry.path + ".html", whole_page(about, entry_content(entry, grid)));
        !done)
      return done;
  }
  if (auto done = write_lists(book, grid, write); !done) return done;
  const auto style = std::string(report::html::page_css) + std::string(book_css);
  if (auto done = write("book.css", style); !done) return done;
  if (auto done = write("book.js", script()); !done) return done;
  return write("search-data.js", search_data(book));
}

}  // namespace mqttspec::conformance::book
