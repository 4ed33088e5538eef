// Keeps the lists of model/RULES.md fresh, which are made from the sources, and the counter-example
// of model/README.md true. With MQTTSPEC_UPDATE set, lists are written instead of complained of.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "model/monitors/monitor_set.hpp"
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model {

using namespace scripts;
namespace {

namespace fs = std::filesystem;

const fs::path model_folder = fs::path(MQTTSPEC_SOURCE_DIR) / "model";

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// The sources of a folder whose names begin so, by name.
std::vector<fs::path> sources(const fs::path& folder, std::string_view prefix) {
  std::vector<fs::path> all;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with(prefix) && name.ends_with(".cpp") && !name.ends_with("_test.cpp"))
      all.push_back(entry.path());
  }
  std::ranges::sort(all);
  return all;
}

/// By the Standard's numbers: s3_1_2_10 after s3_1_2_5, names without number last.
std::vector<unsigned long> section_of(const fs::path& path) {
  std::vector<unsigned long> numbers;
  const auto name = path.stem().string();
  const std::regex number("[0-9]+");
  const auto end = std::min(name.find_first_not_of("s0123456789_"), name.size());
  const std::string head = name.starts_with("s") ? name.substr(0, end) : std::string();
  for (std::sregex_iterator at(head.begin(), head.end(), number), none; at != none; ++at)
    numbers.push_back(std::stoul(at->str()));
  if (numbers.empty()) numbers.push_back(99);
  return numbers;
}

/// A statement, or a pair of them, as a source cites it; and what it is in our words.
std::string citation(const std::string& v311, const std::string& v5) {
  std::string line = "-";
  const auto add = [&](Version version, const std::string& id) {
    if (id.empty()) return;
    EXPECT_TRUE(StatementId::find(version, id)) << id;
    line += fmt::format("{} {} [{}]", line == "-" ? "" : ",", to_string(version), id);
  };
  add(Version::v3_1_1, v311);
  add(Version::v5_0, v5);
  const bool has_v5 = !v5.empty();
  const auto id = StatementId::find(has_v5 ? Version::v5_0 : Version::v3_1_1, has_v5 ? v5 : v311);
  return line + fmt::format(": {}\n", id ? id->row().summary : "?");
}

std::string rules_of(const fs::path& path) {
  static const std::regex cited(
      R"re("([MU][^"]*)"_v311\s*\|\s*"([MU][^"]*)"_v5|"([MU][^"]*)"_v311|"([MU][^"]*)"_v5)re");
  const auto text = read(path);
  std::set<std::string> seen;
  std::string lines;
  for (std::sregex_iterator at(text.begin(), text.end(), cited), end; at != end; ++at) {
    const auto& match = *at;
    const auto line = citation(match[1].str() + match[3].str(), match[2].str() + match[4].str());
    if (seen.insert(line).second) lines += line;
  }
  return lines;
}

std::string rules() {
  auto files = sources(model_folder / "broker", "");
  std::ranges::stable_sort(files, {}, section_of);
  std::string all;
  for (const auto& path : files) {
    const auto lines = rules_of(path);
    const auto name = path.filename().string();
    if (!lines.empty()) all += fmt::format("\n[broker/{0}](broker/{0})\n\n{1}", name, lines);
  }
  return all.substr(1);
}

std::string without_breaks(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return std::regex_replace(text, std::regex(" +"), " ");
}

/// "17. **Title** … *Reading:* what was chosen", of every numbered entry.
std::string ambiguities() {
  const auto text = read(fs::path(MQTTSPEC_SOURCE_DIR) / "spec" / "ambiguities.md");
  const std::regex entry(R"(\n([0-9]+)\. ((?:(?!\n\n|\n[0-9]+\. )[\s\S])*))");
  const std::regex title(R"(\*\*([\s\S]*?)\*\*)");
  std::string lines;
  for (std::sregex_iterator at(text.begin(), text.end(), entry), end; at != end; ++at) {
    const std::string body = (*at)[2];
    const auto reading = body.find("*Reading:*");
    std::smatch name;
    EXPECT_TRUE(std::regex_search(body, name, title) && reading != std::string::npos) << body;
    auto heading = without_breaks(name[1]);
    while (heading.ends_with('.') || heading.ends_with(',')) heading.pop_back();
    lines += fmt::format("{}. {}:{}\n", (*at)[1].str(), heading,
                         without_breaks(body.substr(reading + std::string("*Reading:*").size())));
  }
  return lines;
}

std::string freedoms() {
  std::string lines = "| | choice point | section | what may be chosen |\n|---|---|---|---|\n";
#define CHOICE(number, name, section, text) \
  lines += fmt::format("| F{:02} | `{}` | {} | {} |\n", number, #name, section, text);
#include "model/choices.def"
#undef CHOICE
  return lines;
}

std::string profile_table() {
  std::string lines = "| profile | what it is |\n|---|---|\n";
  for (const auto& profile : profiles())
    lines += fmt::format("| `{}` | {} |\n", profile.name, profile.summary);
  return lines;
}

/// The opening comment of a source, on one line.
std::string opening(const fs::path& path) {
  std::istringstream in(read(path));
  std::string text;
  for (std::string line; std::getline(in, line) && line.starts_with("// ");)
    text += (text.empty() ? "" : " ") + line.substr(3);
  return text;
}

std::string properties() {
  std::string lines = "| property | judges |\n|---|---|\n";
  const auto rows = monitors::monitor_rows();
  for (auto row = rows.begin(); row != rows.end(); ++row) {
    const auto next = row + 1;
    const bool both_sides = next != rows.end() && next->guarantee == row->guarantee;
    lines += fmt::format("| {} | {} |\n", row->guarantee,
                         both_sides ? "server and client" : to_string(row->subject));
    if (both_sides) row = next;
  }
  lines += "\n";
  for (const auto& path : sources(model_folder / "monitors", "p"))
    if (opening(path).starts_with("P"))
      lines += fmt::format("- [{0}](monitors/{0}): {1}\n", path.filename().string(), opening(path));
  return lines;
}

/// Replaces what stands between the marks of that name.
std::string with_part(const std::string& text, std::string_view name, const std::string& part) {
  const auto begin = fmt::format("<!-- begin {} -->\n", name);
  const auto first = text.find(begin);
  const auto last = text.find(fmt::format("<!-- end {} -->", name));
  EXPECT_TRUE(first != std::string::npos && last != std::string::npos) << name;
  if (first == std::string::npos || last == std::string::npos) return text;
  return text.substr(0, first + begin.size()) + part + text.substr(last);
}

TEST(ModelListsTest, AreFresh) {
  const auto path = model_folder / "RULES.md";
  const auto now = read(path);
  auto wanted = with_part(now, "rules", rules());
  wanted = with_part(wanted, "ambiguities", ambiguities());
  wanted = with_part(wanted, "freedoms", freedoms());
  wanted = with_part(wanted, "profiles", profile_table());
  wanted = with_part(wanted, "properties", properties());
  if (std::getenv("MQTTSPEC_UPDATE") != nullptr && wanted != now) std::ofstream(path) << wanted;
  EXPECT_TRUE(read(path) == wanted)
      << "MQTTSPEC_UPDATE=1 model_test --gtest_filter='ModelLists*' brings it up to date";
}

TEST(ModelReadmeTest, CounterExampleIsTrue) {
  const auto text = read(model_folder / "README.md");
  const std::string_view begin = "```transcript\n";
  const auto first = text.find(begin);
  ASSERT_NE(first, std::string::npos);
  const auto from = first + begin.size();
  const auto transcript = text.substr(from, text.find("```", from) - from);
  PlainChooser chooser;
  const auto* const fault = find_fault("repeated_qos_2_message_forwarded");
  ASSERT_NE(fault, nullptr);
  const auto& profile = *find_profile(bare);
  EXPECT_EQ(replay(transcript, Version::v5_0, profile, FaultSet::of(fault->id), chooser),
            transcript);
  EXPECT_NE(replay(transcript, Version::v5_0, profile, {}, chooser), transcript);
}

}  // namespace
}  // namespace mqttspec::model
