// Options in a file: what they become on the command line, and what is no such file.
#include "conformance/commands/configuration.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace mqttspec::conformance::commands {
namespace {

using Words = std::vector<std::string>;

class ConfigurationTest : public testing::Test {
 protected:
  ~ConfigurationTest() override { std::filesystem::remove(path_); }

  Wanted<Words> with(std::string_view file, Words arguments) {
    std::ofstream(path_) << file;
    arguments.push_back("--config=" + path_);
    return with_configuration(std::move(arguments), [](auto command, auto option) {
      return (command == "run" || command == "client") &&
             (option.empty() || option == "known" || option == "exclude" || option == "plain" ||
              option == "patience" || option == "jobs");
    });
  }

  std::string problem_of(std::string_view file) {
    const auto result = with(file, {"run"});
    if (result) return "";
    EXPECT_EQ(result.error().status, exit_usage);
    return result.error().text;
  }

  std::string path_ = (std::filesystem::temp_directory_path() /
                       ("mqttspec-configuration-" + std::to_string(::getpid())))
                          .string();
};

TEST_F(ConfigurationTest, OptionsOfTheCommandFollowWhatIsTyped) {
  const auto file = R"(
[run]
known = "some deviations"   # of ours
exclude = ["keep-alive/* # slow, very", 'auth/* # "none"']
plain = true
patience = 0.5
jobs = 4
[client]
plain = true
)";
  EXPECT_EQ(
      with(file, {"run", "qos2/*"}).value(),
      (Words{"run", "qos2/*", "--exclude=keep-alive/* # slow, very", "--exclude=auth/* # \"none\"",
             "--jobs=4", "--known=some deviations", "--patience=0.5", "--plain"}));
  EXPECT_EQ(with(file, {"client"}).value(), (Words{"client", "--plain"}));
}

TEST_F(ConfigurationTest, WhatIsTypedComesFirst) {
  const auto file = "[run]\nknown = 'a'\njobs = 4\nplain = false";
  EXPECT_EQ(with(file, {"run", "--known", "b", "--jobs=2"}).value(),
            (Words{"run", "--known", "b", "--jobs=2"}));
}

TEST_F(ConfigurationTest, WhatNoCommandKnowsIsRefusedWithItsLine) {
  EXPECT_TRUE(problem_of("[run]\n\njabs = 4").ends_with(":3: run has no option jabs"));
  EXPECT_TRUE(problem_of("[client]\njabs = 4").ends_with(":2: client has no option jabs"));
  EXPECT_TRUE(problem_of("[ran]\njobs = 4").ends_with(":1: there is no command ran"));
  EXPECT_TRUE(problem_of("jobs = 4").ends_with(":1: jobs stands below no command: [run]"));
  EXPECT_TRUE(
      problem_of("[run]\njobs = {a = 1}").ends_with(":2: jobs is no text, number or truth value"));
  EXPECT_TRUE(problem_of("[run]\nconfig = 'other'").ends_with(":2: run has no option config"));
  EXPECT_TRUE(problem_of("[run]\nknown = 'open").contains(":2: "));
}

TEST_F(ConfigurationTest, EmptyFileChangesNothing) {
  EXPECT_EQ(with("", {"run", "--plain"}).value(), (Words{"run", "--plain"}));
}

TEST_F(ConfigurationTest, HelpAndTheVersionAreThereWhateverStandsInIt) {
  for (const auto& words : {Words{"--help"}, {"--version"}, {"run", "--help"}, {"run", "-h"}})
    EXPECT_EQ(with("[[", words).value(), words);
  EXPECT_FALSE(with("[[", {"run", "--version", "5.0"}));
}

TEST_F(ConfigurationTest, FileThatIsNotThereIsRefused) {
  const auto none = [](auto, auto) { return true; };
  EXPECT_FALSE(with_configuration({"run", "--config", path_ + ".none"}, none));
  EXPECT_FALSE(with_configuration({"run", "--config"}, none));
  EXPECT_EQ(with_configuration({"run", "--plain"}, none).value(), (Words{"run", "--plain"}));
}

}  // namespace
}  // namespace mqttspec::conformance::commands
