// The house style as far as a program can check it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

#include "spec/register.hpp"

namespace mqttspec {
namespace {

namespace fs = std::filesystem;

struct Source {
  std::string path;  // from the top of the tree
  std::vector<std::string> lines;
};

bool is_code(const fs::path& path) {
  return path.extension() == ".cpp" || path.extension() == ".hpp";
}

std::vector<Source> sources() {
  std::vector<Source> all;
  const fs::path top = MQTTSPEC_SOURCE_DIR;
  for (const char* folder : {"spec", "codec", "model", "conformance", "fuzz", "bench", "tidy"}) {
    for (const auto& entry : fs::recursive_directory_iterator(top / folder)) {
      if (!is_code(entry.path())) continue;
      Source source{fs::relative(entry.path(), top).string(), {}};
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) source.lines.push_back(line);
      all.push_back(std::move(source));
    }
  }
  return all;
}

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

TEST(Tidy, LinesAreShort) {
  for (const auto& source : sources())
    for (std::size_t i = 0; i < source.lines.size(); ++i)
      EXPECT_LE(columns(source.lines[i]), 100U) << source.path << ":" << i + 1;
}

TEST(Tidy, EveryFileSaysWhatItIs) {
  for (const auto& source : sources()) {
    ASSERT_FALSE(source.lines.empty()) << source.path;
    EXPECT_TRUE(source.lines[0].starts_with("// ")) << source.path;
  }
}

TEST(Tidy, FunctionsAreShort) {
  const std::regex table_opens(R"(  [^ ].*(\[\] = \{|\(\{))");
  // A body at namespace or class level ends with a brace at the indentation of its opening line.
  // A table in it is data, and does not count.
  for (const auto& source : sources()) {
    std::size_t begin = 0;
    std::size_t table = 0;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      const auto& line = source.lines[i];
      const bool opens = line.ends_with("{") && line.find('(') != std::string::npos &&
                         !line.starts_with(" ") && !line.starts_with("namespace");
      if (opens) begin = i + 1;
      if (std::regex_match(line, table_opens)) table = i;
      if ((line == "  };" || line == "  });") && table > 0) begin += i - std::exchange(table, 0);
      if (line != "}" || begin == 0) continue;
      EXPECT_LE(i + 1 - begin, 70U) << source.path << ", the function that ends at " << i + 1;
      begin = 0;
    }
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
  const std::regex sleep(R"(sleep_for|sleep_until|\busleep\b|\bsleep\()");
  const std::regex left(R"(\bTO)"
                        R"(DO\b|\bFIX)"
                        R"(ME\b|\bXX)"
                        R"(X\b)");
  for (const auto& source : sources()) {
    if (source.path == "tidy/tidy_test.cpp") continue;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      EXPECT_FALSE(std::regex_search(source.lines[i], sleep)) << source.path << ":" << i + 1;
      EXPECT_FALSE(std::regex_search(source.lines[i], left)) << source.path << ":" << i + 1;
    }
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

TEST(Tidy, EveryHeaderIsIncludedSomewhere) {
  std::set<std::string> included;
  const std::regex include(R"re(#include "([^"]*)")re");
  const auto all = sources();
  for (const auto& source : all)
    for (const auto& line : source.lines)
      if (std::smatch match; std::regex_search(line, match, include)) included.insert(match[1]);
  for (const auto& source : all)
    EXPECT_TRUE(source.path.ends_with(".cpp") || included.contains(source.path)) << source.path;
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

TEST(Tidy, CommandsOfTheReadmeExist) {
  const fs::path top = MQTTSPEC_SOURCE_DIR;
  const auto read = [&](const char* name) {
    std::ostringstream text;
    text << std::ifstream(top / name).rdbuf();
    return text.str();
  };
  const std::string readme = read("README.md");
  const std::string dev = read("dev");
  const std::regex command(R"(\./dev ([a-z]+))");
  std::size_t commands = 0;
  for (std::sregex_iterator at(readme.begin(), readme.end(), command), end; at != end; ++at) {
    ++commands;
    const std::regex branch("\n  " + (*at)[1].str() + "\\b[^\n]*\\)");
    EXPECT_TRUE(std::regex_search(dev, branch)) << "./dev " << (*at)[1];
  }
  EXPECT_GE(commands, 2U);
  const std::regex link(R"(\]\(([a-z][^)#:]*)\))");
  for (std::sregex_iterator at(readme.begin(), readme.end(), link), end; at != end; ++at)
    EXPECT_TRUE(fs::exists(top / (*at)[1].str())) << "README.md links to " << (*at)[1];
}

}  // namespace
}  // namespace mqttspec
