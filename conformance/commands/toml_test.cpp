// What is told of texts that are no TOML.
#include "conformance/commands/toml.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::commands {
namespace {

TEST(Toml, ReadsWhatTomlIs) {
  const auto table = parse_toml(
      "\xEF\xBB\xBF# ü'\n"
      "[run] # ü\n"
      "a = \"ü \\\" # ü\"\n"
      "b = 'ü\\'\n"
      "c = [\"\"\"\nü\"\"ü\"\"\", '''ü\n''ü''']\n");
  ASSERT_TRUE(table) << table.error().line << ": " << table.error().what;
  const auto at = [&](const char* path) { return table->at_path(path).value_or(std::string()); };
  EXPECT_EQ(at("run.a"), "ü \" # ü");
  EXPECT_EQ(at("run.b"), "ü\\");
  EXPECT_EQ(at("run.c[0]"), "ü\"\"ü");
  EXPECT_EQ(at("run.c[1]"), "ü\n''ü");
}

TEST(Toml, TellsTheLineOfWhatIsNone) {
  const struct {
    std::string_view text;
    std::size_t line;
  } table[] = {
      {"[run]\n\nknown = 'open", 3}, {"[run]\nknown = \"open\n'", 2},
      {"[run]\nü = 4", 2},           {"[run]\nknown = 'a'ü", 2},
      {"[run]\nknown = 'a\nü", 3},   {"\xEF\xBB\xBF\n\xEF\xBB\xBF", 2},
      {"[run]\nknown = ", 2},        {"[run]\njobs = 4\njobs = 4\n", 3},
  };
  for (const auto& row : table) {
    const auto read = parse_toml(row.text);
    ASSERT_FALSE(read) << row.text;
    EXPECT_EQ(read.error().line, row.line) << row.text << ": " << read.error().what;
    EXPECT_NE(read.error().what, "");
  }
}

TEST(Toml, AnAssertionOfTheLibraryIsAnException) {
  EXPECT_NO_THROW(demand_of_toml(true));
  EXPECT_THROW(demand_of_toml(false), TomlAstray);
}

}  // namespace
}  // namespace mqttspec::conformance::commands
