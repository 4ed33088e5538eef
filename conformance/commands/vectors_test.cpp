// The folder that `mqttspec vectors` writes, and folders that it cannot write.
#include "conformance/commands/vectors.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace mqttspec::conformance::commands {
namespace {

namespace fs = std::filesystem;

class Vectors : public testing::Test {
 protected:
  Vectors() : folder_(fs::temp_directory_path() / ("vectors-" + std::to_string(::getpid()))) {}
  ~Vectors() override { fs::remove_all(folder_); }

  fs::path folder_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(Vectors, WritesAFileForEachVersionSenderAndKind) {
  EXPECT_EQ(vectors_command((folder_ / "new" / "folder").string(), out_, err_), 0) << err_.str();
  EXPECT_EQ(err_.str(), "");
  std::size_t vectors = 0;
  for (const char* stream : {"3.1.1-client", "3.1.1-server", "5.0-client", "5.0-server"}) {
    for (const char* kind : {"valid", "malformed"}) {
      const auto path = folder_ / "new" / "folder" / (std::string(stream) + "-" + kind + ".json");
      std::ifstream file(path);
      ASSERT_TRUE(file) << path;
      vectors += nlohmann::json::parse(file).size();
    }
  }
  EXPECT_GE(vectors, 12000U);
  EXPECT_TRUE(fs::exists(folder_ / "new" / "folder" / "README.md"));
  EXPECT_TRUE(fs::exists(folder_ / "new" / "folder" / "vectors.schema.json"));
}

TEST_F(Vectors, SaysWhyAFolderCannotBeWritten) {
  std::ofstream(folder_) << "a file";
  EXPECT_EQ(vectors_command(folder_.string(), out_, err_), 2);
  EXPECT_EQ(err_.str().find("mqttspec: cannot make folder " + folder_.string()), 0U) << err_.str();
  EXPECT_EQ(out_.str(), "");
  err_.str("");
  EXPECT_EQ(vectors_command((folder_ / "below").string(), out_, err_), 2);
  EXPECT_NE(err_.str(), "");
  err_.str("");
  EXPECT_EQ(vectors_command("", out_, err_), 2);
  EXPECT_NE(err_.str(), "");
}

TEST_F(Vectors, LeavesTheOtherFilesAloneIfOneIsInTheWay) {
  fs::create_directories(folder_ / "5.0-server-malformed.json");
  EXPECT_EQ(vectors_command(folder_.string(), out_, err_), 2);
  EXPECT_NE(err_.str().find("5.0-server-malformed.json"), std::string::npos) << err_.str();
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace mqttspec::conformance::commands
