// The pages: that links lead to pages, that nothing is left to be put in, and what targets sent.
#include "conformance/book/site.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "conformance/book/testing/sample_grid.hpp"
#include "conformance/book/words.hpp"

namespace mqttspec::conformance::book {
namespace {

using Files = std::map<std::string, std::string>;

const Files& files() {
  static const Files all = [] {
    Files made;
    const auto done = write_site(
        Book(), testing::sample_grid(),
        [&](const std::string& path, std::string content) -> std::expected<void, std::string> {
          EXPECT_TRUE(made.emplace(path, std::move(content)).second) << path;
          return {};
        });
    EXPECT_TRUE(done);
    return made;
  }();
  return all;
}

/// The page that a link of another page leads to.
std::string target_of(const std::string& page, std::string_view link) {
  const auto target = std::filesystem::path(page).parent_path() / link.substr(0, link.find('#'));
  return target.lexically_normal().string();
}

TEST(Site, EveryLinkLeadsToAPage) {
  std::size_t links = 0;
  for (const auto& [path, content] : files()) {
    if (!path.ends_with(".html")) continue;
    for (const std::string_view mark : {"href=\"", "src=\""})
      for (auto at = content.find(mark); at != std::string::npos; at = content.find(mark, at + 1)) {
        const auto begin = at + mark.size();
        const auto link = content.substr(begin, content.find('"', begin) - begin);
        ++links;
        if (link.starts_with('#')) continue;
        EXPECT_TRUE(files().contains(target_of(path, link))) << path << " leads to " << link;
      }
  }
  EXPECT_GT(links, 40'000U);
}

TEST(Site, NothingIsLeftToBePutInAndNothingIsFetched) {
  for (const auto& [path, content] : files()) {
    if (!path.ends_with(".html")) continue;
    for (const char* const word : {"/*", "http://", "https://", "<img", "@import"})
      EXPECT_EQ(content.find(word), std::string::npos) << path << " has " << word;
    EXPECT_TRUE(content.starts_with("<!doctype html>")) << path;
  }
  EXPECT_EQ(files().at("book.js").find("/*words*/"), std::string::npos);
}

TEST(Site, TheMiddleOfAPageIsWellFormed) {
  for (const auto& [path, content] : files()) {
    const auto begin = content.find("<main");
    if (begin == std::string::npos) continue;
    const auto text = content.substr(begin, content.find("</main>") + 7 - begin);
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(text.c_str())) << path;
  }
}

TEST(Site, SaysHowEachTargetBehaves) {
  const auto& page = files().at("statements/5.0/MQTT-4.3.3-10.html");
  EXPECT_TRUE(page.contains("<span class=\"word\">violated</span></b><span>Wrong 1.0</span>"));
  EXPECT_TRUE(page.contains("<span class=\"word\">satisfied</span></b><span>Right 1.0</span>"));
  EXPECT_TRUE(page.contains("two of &lt;them&gt;"));
  EXPECT_TRUE(page.contains("cases/qos2/each-message-has-an-unused-identifier.html"));
  EXPECT_TRUE(page.contains("<title>MQTT-4.3.3-10, MQTT 5.0 (statement)</title>"));
  const auto& other = files().at("statements/3.1.1/MQTT-4.3.3-2.html");
  EXPECT_FALSE(other.contains("class=\"word\"")) << "they do not speak 3.1.1";
}

TEST(Site, SpeaksTwoLanguages) {
  EXPECT_TRUE(files().at("index.html").contains("<html lang=\"en\">"));
  EXPECT_TRUE(files().at("zh.html").contains("<html lang=\"zh-Hans\">"));
  for (std::size_t i = 0; i < kind_count; ++i)
    EXPECT_NE(word_in(Language::chinese, to_string(Kind(i))), to_string(Kind(i)));
  std::set<std::string_view> words;
  for (const auto& each : verdict_words()) words.insert(each.verdict);
  for (unsigned i = 0; i <= static_cast<unsigned>(play::StatementVerdict::violated); ++i)
    EXPECT_TRUE(words.contains(to_string(play::StatementVerdict(i))));
  for (unsigned i = 0; i <= static_cast<unsigned>(play::Verdict::error); ++i)
    EXPECT_TRUE(words.contains(to_string(play::Verdict(i))));
}

TEST(Site, StopsWhereAFileCannotBeWritten) {
  const auto done = write_site(Book(), {}, [](const std::string&, const std::string&) {
    return std::expected<void, std::string>(std::unexpected("full"));
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error(), "full");
}

}  // namespace
}  // namespace mqttspec::conformance::book
