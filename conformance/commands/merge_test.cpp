// Shards that were run and put together against the same run on one machine.
#include "conformance/commands/merge.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "conformance/commands/diff.hpp"
#include "conformance/commands/report.hpp"
#include "conformance/commands/run.hpp"

namespace mqttspec::conformance::commands {
namespace {

namespace fs = std::filesystem;

using report::Document;

class Merged : public testing::Test {
 protected:
  Merged() : folder_(fs::temp_directory_path() / ("merged-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~Merged() override { fs::remove_all(folder_); }

  std::string path(std::string_view name) const { return (folder_ / name).string(); }

  /// Runs some cases against a broker that forgets something.
  int run(const std::string& json, const std::string& shard = "") {
    RunOptions options;
    options.words = words_;
    options.fault = "retained_not_stored";
    options.seed = 7;
    options.shard = shard;
    options.files.json = path(json);
    testing::internal::CaptureStdout();
    const int status = run_command(options);
    testing::internal::GetCapturedStdout();
    return status;
  }

  fs::path folder_;
  std::vector<std::string> words_ = {"retain/*", "4.4"};
  std::ostringstream out_;
};

Document without_times(Document report) {
  report.erase("duration_s");
  report.erase("date");
  return report;
}

TEST_F(Merged, EqualTheWholeRunButForTimes) {
  EXPECT_EQ(run("whole"), 1);
  MergeOptions options;
  for (const char* const shard : {"3/3", "1/3", "2/3"}) {
    options.reports.push_back(path(shard[0] == '1' ? "one" : shard[0] == '2' ? "two" : "three"));
    run(fs::path(options.reports.back()).filename(), shard);
  }
  options.files.json = path("merged");
  EXPECT_EQ(merge_command(options, out_), 1);
  const auto whole = Document::parse(*read_file(path("whole")));
  const auto merged = Document::parse(*read_file(path("merged")));
  EXPECT_GT(whole["cases"].size(), 50U);
  EXPECT_EQ(without_times(merged), without_times(whole));
  EXPECT_EQ(out_.str(), std::string(report::text_of(whole["summary"], "text")) + "\n");
  EXPECT_EQ(diff_command({.before = path("whole"), .now = path("merged"), .strict = true}, out_),
            0);
}

TEST_F(Merged, PathsAndFilesThatAreNoneAreUsage) {
  EXPECT_EQ(merge_command({.reports = {path("none")}}, out_), exit_usage);
  EXPECT_EQ(diff_command({.before = path("none"), .now = path("none")}, out_), exit_usage);
  EXPECT_EQ(report_command({{path("none")}, path("page.html")}), exit_usage);
  EXPECT_FALSE(fs::exists(path("page.html")));
}

TEST_F(Merged, APageCanBeMadeOfReports) {
  words_ = {"3.12"};
  run("whole");
  EXPECT_EQ(report_command({{path("whole"), path("whole")}, path("site")}), exit_fine);
  EXPECT_GT(fs::file_size(folder_ / "site" / "index.html"), 50'000U);
}

}  // namespace
}  // namespace mqttspec::conformance::commands
