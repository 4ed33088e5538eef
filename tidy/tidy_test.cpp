// The house style as far as a program can check it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <utility>
#include <vector>

#include "spec/register.hpp"
#include "tidy/sources.hpp"

namespace mqttspec::tidy {
namespace {

namespace fs = std::filesystem;

std::size_t columns(const std::string& line) {
  return static_cast<std::size_t>(
      std::ranges::count_if(line, [](char c) { return (c & 0xC0) != 0x80; }));
}

TEST(Tidy, FilesAreShort) {
  std::vector<std::size_t> sizes;
  for (const auto& source : sources()) {
    EXPECT_LE(source.lines.size(), 400U) << source.path;
    sizes.push_back(source.lines.size());
  }
  std::ranges::sort(sizes);
  EXPECT_LE(sizes[sizes.size() / 2], 110U) << "the median file is too long";
}

// What a broker gives out in a transcript is one line a packet, however long.
TEST(Tidy, LinesAreShort) {
  for (const auto& source : sources()) {
    bool in_transcript = false;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      const auto& line = source.lines[i];
      if (line.starts_with(")\"")) in_transcript = false;
      EXPECT_TRUE(in_transcript || columns(line) <= 100) << source.path << ":" << i + 1;
      if (line.ends_with("R\"(")) in_transcript = true;
    }
  }
}

TEST(Tidy, EveryFileSaysWhatItIs) {
  for (const auto& source : sources()) {
    ASSERT_FALSE(source.lines.empty()) << source.path;
    EXPECT_TRUE(source.lines[0].starts_with("// ")) << source.path;
  }
}

TEST(Tidy, StatementsInCommentsExist) {
  const std::regex tag(R"(\[(MQTT-[0-9A-Za-z.\-]+)\])");
  for (const auto& source : sources()) {
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      const auto& line = source.lines[i];
      for (std::sregex_iterator at(line.begin(), line.end(), tag), end; at != end; ++at) {
        const std::string id = (*at)[1];
        EXPECT_TRUE(find_statement(Version::v3_1_1, id) || find_statement(Version::v5_0, id))
            << source.path << ":" << i + 1 << " " << id;
      }
    }
  }
}

TEST(Tidy, NothingSleepsAndNothingIsLeftOver) {
  constexpr const char* words[] = {"sleep_for", "sleep_until", "usleep(", " sleep(",
                                   "TODO",      "FIXME",       "// XXX"};
  for (const auto& [path, lines] : sources()) {
    if (path == "tidy/tidy_test.cpp") continue;
    for (std::size_t i = 0; i < lines.size(); ++i)
      for (const auto* word : words)
        EXPECT_FALSE(lines[i].contains(word)) << path << ":" << i + 1 << " " << word;
  }
}

int layer(const std::string& path) {
  const std::string folder = path.substr(0, path.find('/'));
  const std::vector<std::string> order = {"spec", "codec", "model", "conformance"};
  const auto found = std::ranges::find(order, folder);
  return static_cast<int>(found - order.begin());
}

TEST(Tidy, IncludesRunDownwards) {
  const std::regex include(R"re(#include "((spec|codec|model|conformance)/[^"]*)")re");
  for (const auto& source : sources()) {
    for (const auto& line : source.lines) {
      std::smatch match;
      if (!std::regex_search(line, match, include)) continue;
      EXPECT_LE(layer(match[1]), layer(source.path)) << source.path << " includes " << match[1];
    }
  }
}

TEST(Tidy, EveryHeaderAndTableIsUsedSomewhere) {
  std::set<std::string> included;
  std::set<std::string> files;
  const std::regex include(R"re(#include "([^"]*)")re");
  for (const auto& file : all_files()) {
    const bool is_table = file.extension() == ".def";
    if (is_table || file.extension() == ".hpp") files.insert(short_path(file));
    if (!is_table && !is_code(file)) continue;
    for (const auto& line : lines_of(file))
      if (std::smatch match; std::regex_search(line, match, include)) included.insert(match[1]);
  }
  for (const auto& file : files) EXPECT_TRUE(included.contains(file)) << file;
}

/// Two types of one name are one type to the linker, which then mixes up their members.
TEST(Tidy, TypesHaveNamesOfTheirOwn) {
  const std::regex opens(R"(namespace( [a-z0-9_:]+)? \{)");
  const std::regex type(R"((?:struct|class|enum class) ([A-Z]\w+)(?: final)?(?: : .*)? \{.*)");
  std::map<std::string, std::string> defined;  // a full name, and where
  for (const auto& source : sources()) {
    std::vector<std::string> spaces;
    for (const auto& line : source.lines) {
      std::smatch match;
      if (std::regex_match(line, match, opens)) {
        spaces.push_back(match[1].matched ? match[1].str() : "");
      } else if (line.starts_with("}  // namespace") && !spaces.empty()) {
        spaces.pop_back();
      } else if (std::regex_match(line, match, type) && !spaces.empty() && !spaces.back().empty()) {
        std::string name;
        for (const auto& space : spaces) name += space + "::";
        name += match[1];
        const auto [place, is_new] = defined.emplace(name, source.path);
        EXPECT_TRUE(is_new) << name << ": " << place->second << " and " << source.path;
      }
    }
  }
  EXPECT_GT(defined.size(), 300U);
}

TEST(Tidy, CommandsOfTheFrontPageExist) {
  const fs::path top = MQTTSPEC_SOURCE_DIR;
  const std::string dev = content_of(top / "dev");
  const std::regex command(R"(\./dev ([a-z]+))");
  for (const char* page : {"README.md", "CONTRIBUTING.md"}) {
    const std::string text = content_of(top / page);
    std::size_t commands = 0;
    for (std::sregex_iterator at(text.begin(), text.end(), command), end; at != end; ++at) {
      ++commands;
      const std::regex branch("\n  " + (*at)[1].str() + "\\b[^\n]*\\)");
      EXPECT_TRUE(std::regex_search(dev, branch)) << "./dev " << (*at)[1];
    }
    EXPECT_GE(commands, 2U) << page;
  }
}

TEST(Tidy, LinksLeadSomewhere) {
  const fs::path top = MQTTSPEC_SOURCE_DIR;
  std::vector<fs::path> pages{top / "README.md", top / "CONTRIBUTING.md"};
  for (const auto& file : all_files())
    if (file.extension() == ".md") pages.push_back(file);
  const std::regex link(R"(\]\(([a-zA-Z.][^)#: ]*)\))");
  std::size_t links = 0;
  for (const auto& page : pages) {
    for (const auto& line : lines_of(page)) {
      for (std::sregex_iterator at(line.begin(), line.end(), link), end; at != end; ++at) {
        ++links;
        EXPECT_TRUE(fs::exists(page.parent_path() / (*at)[1].str()))
            << short_path(page) << " links to " << (*at)[1];
      }
    }
  }
  EXPECT_GE(links, 50U);
}

}  // namespace
}  // namespace mqttspec::tidy
