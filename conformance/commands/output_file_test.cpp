// Report files: whole or not at all.
#include "conformance/commands/output_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace mqttspec::conformance::commands {
namespace {

namespace fs = std::filesystem;

class OutputFileTest : public testing::Test {
 protected:
  OutputFileTest() { fs::create_directory(folder_); }
  ~OutputFileTest() override { fs::remove_all(folder_); }
  std::string path(std::string_view name) const { return (folder_ / name).string(); }
  static std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_ = fs::temp_directory_path() / ("mqttspec-output-" + std::to_string(::getpid()));
};

TEST_F(OutputFileTest, IsWrittenWholeOrNotAtAll) {
  std::ofstream(path("report")) << "old";
  {
    auto file = OutputFile::open(path("report"));
    ASSERT_TRUE(file) << file.error();
    EXPECT_EQ(read(path("report")), "old");
  }
  EXPECT_EQ(files(), 1U) << "an abandoned file leaves nothing behind";
  auto file = OutputFile::open(path("report"));
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->commit("new"));
  EXPECT_EQ(read(path("report")), "new");
  EXPECT_EQ(files(), 1U);
}

TEST_F(OutputFileTest, DevicesAreWrittenDirectly) {
  auto file = OutputFile::open("/dev/null");
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->commit("gone"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(OutputFileTest, SaysWhyAPathCannotBeWritten) {
  const std::pair<std::string, std::string_view> table[] = {
      {path("no/such/folder/report"), "no such file or directory"},
      {folder_.string(), "is a directory"},
      {"", "no such file or directory"},
      {path("folder/"), "no such file or directory"},
      {"/proc/mqttspec/report", "no such file or directory"},
  };
  for (const auto& [bad, complaint] : table) {
    const auto file = OutputFile::open(bad);
    ASSERT_FALSE(file) << bad;
    EXPECT_NE(file.error().find("cannot write"), std::string::npos) << file.error();
    EXPECT_NE(file.error().find(complaint), std::string::npos) << file.error();
  }
}

}  // namespace
}  // namespace mqttspec::conformance::commands
