// Where things stand: a section has one name in all layers, a folder a namespace of its own and a
// page that says what it is for.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <regex>
#include <set>

#include "tidy/sources.hpp"

namespace mqttspec::tidy {
namespace {

namespace fs = std::filesystem;

/// What the name of a file says of its section: s3_03_1_retain.cpp is 3_03_1 and retain.
struct Section {
  std::string number;
  std::string words;

  friend bool operator==(const Section&, const Section&) = default;
};

/// Nothing for a file that is of no section, or whose chapter has not two digits.
std::optional<Section> section_of(const std::string& file) {
  static const std::regex pattern(
      R"(s(\d_\d\d(?:_\d+)*)_([a-z]\w*?)(?:_test|_property)?\.(?:cpp|hpp|def))");
  std::smatch match;
  if (!std::regex_match(file, match, pattern)) return std::nullopt;
  return Section{match[1], match[2]};
}

bool looks_like_section(const std::string& file) {
  return file.size() > 2 && file[0] == 's' && file[1] >= '0' && file[1] <= '9';
}

/// True if they are the same, or the one is the other and more: qos, qos_sender.
bool are_akin(const std::string& a, const std::string& b) {
  return a == b || a.starts_with(b + "_") || b.starts_with(a + "_");
}

TEST(Structure, SectionsAreReadOffNames) {
  struct Row {
    const char* file;
    std::optional<Section> section;
  };
  const Row rows[] = {
      {"s3_03_publish.cpp", Section{"3_03", "publish"}},
      {"s3_03_publish_test.cpp", Section{"3_03", "publish"}},
      {"s3_01_2_10_keep_alive.hpp", Section{"3_01_2_10", "keep_alive"}},
      {"s1_05_4_utf8.hpp", Section{"1_05_4", "utf8"}},
      {"s4_12_authentication.def", Section{"4_12", "authentication"}},
      {"s3_3_publish.cpp", std::nullopt},
      {"s3_1_2_10_keep_alive.hpp", std::nullopt},
      {"scan.hpp", std::nullopt},
  };
  for (const auto& [file, section] : rows) EXPECT_EQ(section_of(file), section) << file;
  EXPECT_TRUE(looks_like_section("s3_3_publish.cpp"));
  EXPECT_FALSE(looks_like_section("scan.hpp"));
  EXPECT_TRUE(are_akin("qos", "qos_sender"));
  EXPECT_FALSE(are_akin("topics", "topic_filter"));
}

TEST(Structure, ASectionHasOneNameInAllLayers) {
  // By number and folder, the words in the names.
  std::map<std::string, std::map<std::string, std::set<std::string>>> sections;
  for (const auto& file : all_files()) {
    const auto name = file.filename().string();
    const auto path = short_path(file);
    if (path.starts_with("fuzz/") || path.starts_with("model/explore/") ||
        !looks_like_section(name))
      continue;
    const auto section = section_of(name);
    EXPECT_TRUE(section) << path;
    if (section) sections[section->number][short_path(file.parent_path())].insert(section->words);
  }
  for (const auto& [number, folders] : sections) {
    for (const auto& [folder, words] : folders) {
      for (const auto& [other, others] : folders) {
        if (folder >= other) continue;
        const bool akin = std::ranges::any_of(words, [&](const auto& word) {
          return std::ranges::any_of(others,
                                     [&](const auto& each) { return are_akin(word, each); });
        });
        EXPECT_TRUE(akin) << number << " is " << *words.begin() << " in " << folder << " and "
                          << *others.begin() << " in " << other;
      }
    }
  }
  EXPECT_GT(sections.size(), 20U);
}

/// The namespace that the headers of a folder declare: model/broker is mqttspec::model::broker.
/// What everything names, the register and the packets, stands in mqttspec.
std::string namespace_of(const std::string& folder) {
  std::string name = "mqttspec";
  for (const auto& part : fs::path(folder))
    if (part != "spec" && part != "codec") name += "::" + part.string();
  return name;
}

TEST(Structure, NamespacesFollowFromFolders) {
  EXPECT_EQ(namespace_of("spec"), "mqttspec");
  EXPECT_EQ(namespace_of("codec"), "mqttspec");
  EXPECT_EQ(namespace_of("codec/grammar"), "mqttspec::grammar");
  EXPECT_EQ(namespace_of("model/broker"), "mqttspec::model::broker");
  EXPECT_EQ(namespace_of("conformance/report/testing"), "mqttspec::conformance::report::testing");
}

TEST(Structure, AFolderHasANamespaceOfItsOwn) {
  const auto opens = [](const Source& source, const fs::path& folder) {
    const auto opening = "namespace " + namespace_of(folder.string()) + " {";
    return std::ranges::find(source.lines, opening) != source.lines.end();
  };
  for (const auto& source : sources()) {
    const auto is_namespace = [](const auto& line) { return line.starts_with("namespace "); };
    if (!source.path.ends_with(".hpp") || std::ranges::none_of(source.lines, is_namespace))
      continue;
    const auto folder = fs::path(source.path).parent_path();
    // What only tests use may stand with what it tests.
    const bool is_right = opens(source, folder) ||
                          (folder.filename() == "testing" && opens(source, folder.parent_path()));
    EXPECT_TRUE(is_right) << source.path << " is not of " << namespace_of(folder.string());
  }
}

TEST(Structure, AFolderSaysWhatItIsFor) {
  std::set<fs::path> folders;
  for (const auto& file : all_files())
    if (is_code(file)) folders.insert(file.parent_path());
  for (const auto& folder : folders) {
    if (folder.filename() == "testing") continue;  // the name says it
    bool is_described = fs::exists(folder / "README.md");
    // Or the page of a folder above lists it.
    const std::regex name("\\b" + folder.filename().string() + "\\b");
    for (auto above = folder.parent_path(); !is_described && above != fs::path(MQTTSPEC_SOURCE_DIR);
         above = above.parent_path())
      is_described = std::regex_search(content_of(above / "README.md"), name);
    EXPECT_TRUE(is_described) << short_path(folder) << " has no README.md, and none lists it";
  }
}

}  // namespace
}  // namespace mqttspec::tidy
