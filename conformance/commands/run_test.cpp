// A target that serves the versions at addresses of their own: what the command does with both.
#include "conformance/commands/run.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "conformance/wire/broker_server.hpp"

namespace mqttspec::conformance::commands {
namespace {

class ServedApart : public testing::Test {
 protected:
  struct Served {
    explicit Served(const model::FaultSet& faults)
        : server(*wire::BrokerServer::listen({"127.0.0.1", 0}, model::profiles().front(), faults)) {
    }
    std::string address() const { return to_string(server.target()); }

    wire::BrokerServer server;
    std::jthread thread{[this](std::stop_token stop) { server.serve(std::move(stop)); }};
  };

  ~ServedApart() override { std::filesystem::remove(json_); }

  int run(std::vector<std::string> words, std::string target_v5) {
    RunOptions options;
    options.words = std::move(words);
    options.target_v5 = std::move(target_v5);
    options.plain = true;
    options.seed = 7;
    options.files.json = json_;
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int status = run_command(options);
    testing::internal::GetCapturedStdout();
    complaint_ = testing::internal::GetCapturedStderr();
    return status;
  }

  std::string json_ =
      std::filesystem::temp_directory_path() / ("apart-" + std::to_string(::getpid()));
  std::string complaint_;
  Served old_one_{{}};
  Served new_one_{model::FaultSet::of(model::FaultId::pingresp_twice)};
};

TEST_F(ServedApart, ReportAndCommandsNameBoth) {
  const auto at_old = old_one_.address();
  const auto at_new = new_one_.address();
  EXPECT_EQ(run({at_old, "pingreq/each-is-answered-once"}, at_new), exit_violated);
  const auto report = report::Document::parse(*read_file(json_));
  EXPECT_EQ(report["target"], "3.1.1: " + at_old + ", 5.0: " + at_new);
  const auto command = "mqttspec run " + at_old + " pingreq/each-is-answered-once";
  EXPECT_EQ(report["command"], command + " --target-v5 " + at_new + " --plain --seed 7");
  ASSERT_EQ(report["cases"].size(), 2U);
  for (const auto& each : report["cases"]) {
    const bool is_new = each["version"] == "5.0";
    EXPECT_EQ(each["verdict"], is_new ? "fail" : "pass");
    if (is_new) {
      EXPECT_EQ(each["again"], command + " --version 5.0 --target-v5 " + at_new + " --seed 7");
    }
  }
}

TEST_F(ServedApart, WhatIsNoSecondAddressIsRefused) {
  EXPECT_EQ(run({"3.12"}, new_one_.address()), exit_usage);
  EXPECT_TRUE(complaint_.contains("--target-v5 is where a target serves 5.0")) << complaint_;
  EXPECT_EQ(run({old_one_.address(), "3.12"}, "nowhere"), exit_usage);
  EXPECT_TRUE(complaint_.contains("\"nowhere\" is not a target")) << complaint_;
  EXPECT_EQ(run({old_one_.address(), "3.12"}, "tcp://127.0.0.1:1"), exit_unreachable);
  EXPECT_TRUE(complaint_.contains("5.0: 127.0.0.1:1: connection refused")) << complaint_;
}

}  // namespace
}  // namespace mqttspec::conformance::commands
