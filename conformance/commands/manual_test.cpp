// The manual page and the completions, tried by the programs that read them.
#include "conformance/commands/manual.hpp"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

namespace mqttspec::conformance::commands {
namespace {

class ManualTest : public testing::Test {
 protected:
  ManualTest() {
    auto* const run = program_.add_subcommand("run", "Try it: 'now' [or later].");
    run->add_option("words", words_, "what to try");
    run->add_option("--version", version_, "which")->check(CLI::IsMember({"3.1.1", "5.0"}));
    run->add_option("--known,-k", version_, "a file");
    run->add_flag("--strict")->description("be strict");
    program_.add_subcommand("serve", ".serves");
  }

  // What bash offers for the last of the words.
  std::string offered(const std::string& words, int last) {
    const auto script = completion(program_, "bash") + "COMP_WORDS=(" + words +
                        ")\nCOMP_CWORD=" + std::to_string(last) +
                        "\n_mqttspec\necho \"${COMPREPLY[*]}\"\n";
    const auto path = testing::TempDir() + "mqttspec-completion";
    {
      const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"),
                                                                 std::fclose);
      std::fputs(script.c_str(), file.get());
    }
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> bash(
        ::popen(("bash " + path + " 2>&1").c_str(), "r"), ::pclose);
    char line[512] = {};
    std::string text;
    while (std::fgets(line, sizeof line, bash.get()) != nullptr) text += line;
    std::remove(path.c_str());
    return text;
  }

  CLI::App program_{"Tries.", "mqttspec"};
  std::vector<std::string> words_;
  std::string version_;
};

TEST_F(ManualTest, BashCompletesCommandsOptionsAndTheirWords) {
  EXPECT_EQ(offered("mqttspec ''", 1), "run serve\n");
  EXPECT_EQ(offered("mqttspec se", 1), "serve\n");
  EXPECT_EQ(offered("mqttspec run --s", 2), "--strict\n");
  EXPECT_EQ(offered("mqttspec run --version ''", 3), "3.1.1 5.0\n");
  EXPECT_EQ(offered("mqttspec serve --version ''", 3), "\n");
}

TEST_F(ManualTest, OtherShellsGetTheSame) {
  const auto zsh = completion(program_, "zsh");
  EXPECT_TRUE(zsh.contains("'--version[which]:value:(3.1.1 5.0)'")) << zsh;
  EXPECT_TRUE(zsh.contains("'--known[a file]:value:_files'")) << zsh;
  EXPECT_TRUE(zsh.contains("'run:Try it\\: '\\''now'\\'' [or later].'")) << zsh;
  const auto fish = completion(program_, "fish");
  EXPECT_TRUE(fish.contains("from run' -l version -x -a '3.1.1 5.0' -d 'which'")) << fish;
  EXPECT_TRUE(fish.contains("from run' -l known -r -d 'a file'")) << fish;
}

TEST_F(ManualTest, ManualPageHasEveryCommandAndOption) {
  const auto page = manual_page(program_);
  EXPECT_TRUE(page.contains(".SS run\nTry it: 'now' [or later].\n")) << page;
  EXPECT_TRUE(page.contains(".TP\n\\fBwords\\fR\nwhat to try\n")) << page;
  EXPECT_TRUE(page.contains("\\fB\\-\\-version\\fR 3.1.1|5.0\nwhich\n")) << page;
  EXPECT_TRUE(page.contains("\n\\&.serves\n")) << page;
}

}  // namespace
}  // namespace mqttspec::conformance::commands
