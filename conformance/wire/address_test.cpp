// Tables of addresses and target URLs, good and bad.
#include "conformance/wire/address.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::wire {
namespace {

struct Good {
  std::string_view text;
  TargetAddress target;
};

TEST(Address, ReadsTargets) {
  const Good table[] = {
      {"tcp://127.0.0.1:1883", {.address = {"127.0.0.1", 1883}}},
      {"tcp://broker.example:65535", {.address = {"broker.example", 65'535}}},
      {"tcp://localhost:1/", {.address = {"localhost", 1}}},
      {"tcp://[::1]:1883", {.address = {"::1", 1883}}},
      {"tcp://[fe80::1%eth0]:1883", {.address = {"fe80::1%eth0", 1883}}},
      {"localhost:1883", {.address = {"localhost", 1883}}},
      {"[::1]:1883", {.address = {"::1", 1883}}},
      {"mqtt://localhost", {.address = {"localhost", 1883}}},
      {"mqtt://[::1]", {.address = {"::1", 1883}}},
      {"mqtt://localhost:1884", {.address = {"localhost", 1884}}},
      {"tls://localhost:8884", {.address = {"localhost", 8884}, .tls = true}},
      {"mqtts://localhost", {.address = {"localhost", 8883}, .tls = true}},
      {"ws://localhost", {.address = {"localhost", 80}, .resource = "/"}},
      {"ws://localhost:8080/mqtt", {.address = {"localhost", 8080}, .resource = "/mqtt"}},
      {"wss://[::1]/a/b?c=d", {.address = {"::1", 443}, .tls = true, .resource = "/a/b?c=d"}},
      {"unix:/run/mosquitto.sock", {.path = "/run/mosquitto.sock"}},
      {"unix:here", {.path = "here"}},
  };
  for (const auto& row : table) {
    EXPECT_TRUE(looks_like_target(row.text)) << row.text;
    const auto target = parse_target(row.text);
    ASSERT_TRUE(target) << row.text << ": " << target.error();
    EXPECT_EQ(*target, row.target) << row.text;
    EXPECT_EQ(parse_target(to_string(*target)), *target) << to_string(*target);
  }
}

struct Bad {
  std::string_view text;
  std::string_view complaint;  // part of the message
};

TEST(Address, SaysWhatIsWrongWithATarget) {
  const std::string long_path = "unix:/" + std::string(107, 'x');
  const Bad table[] = {
      {"localhost", "not a target"},
      {"http://localhost:80", "unknown scheme http://"},
      {"http://localhost:80", "tcp://host:port"},
      {"://localhost:80", "unknown scheme"},
      {"MQTT://localhost:80", "unknown scheme"},
      {"tcp://", "host is missing"},
      {"mqtt://", "host is missing"},
      {"ws:///mqtt", "host is missing"},
      {"tcp://:1883", "host is missing"},
      {":1883", "host is missing"},
      {"tcp://localhost", "port is missing"},
      {"tls://localhost", "port is missing"},
      {"localhost:", "port is missing"},
      {"tcp://localhost:", "port is missing"},
      {"ws://localhost:/mqtt", "port is missing"},
      {"tcp://localhost:http", "\"http\" is not a port"},
      {"localhost:http", "\"http\" is not a port"},
      {"tcp://localhost:0", "\"0\" is not a port"},
      {"tcp://localhost:65536", "\"65536\" is not a port"},
      {"tcp://localhost:99999999999", "is not a port"},
      {"tcp://localhost:-1", "is not a port"},
      {"tcp://localhost:18 83", "is not a port"},
      {"tcp://localhost:1883/mqtt", "a path is for ws:// and wss:// alone"},
      {"localhost:1883/mqtt", "a path is for ws:// and wss:// alone"},
      {"tls://localhost:1883/mqtt", "a path is for ws:// and wss:// alone"},
      {"ws://localhost:80/a b", "is not a path"},
      {"ws://localhost:80/a#b", "is not a path"},
      {"tcp://local host:1883", "is not a host"},
      {"mqtt://user:secret@localhost", "user name and password"},
      {"tcp://::1:1883", "in brackets"},
      {"::1:1883", "in brackets"},
      {"tcp://[::1:1883", "without"},
      {"tcp://[::1]1883", "is not a port"},
      {"tcp://[]:1883", "host is missing"},
      {"unix:", "path of the socket is missing"},
      {long_path, "at most 107 characters"},
  };
  for (const auto& row : table) {
    const auto target = parse_target(row.text);
    ASSERT_FALSE(target) << row.text;
    EXPECT_NE(target.error().find(row.complaint), std::string::npos)
        << row.text << ": " << target.error();
  }
}

TEST(Address, SelectorsOfCasesAreNoTargets) {
  for (const auto* const each : {"3.3", "MQTT-4.3.3-8", "qos2/*", "*", "will/[a-m]*"})
    EXPECT_FALSE(looks_like_target(each)) << each;
}

TEST(Address, PortZeroIsForListeningOnly) {
  EXPECT_EQ(parse_address("127.0.0.1:0", true), (Address{"127.0.0.1", 0}));
  EXPECT_FALSE(parse_address("127.0.0.1:0", false));
  EXPECT_TRUE(parse_target("ws://127.0.0.1:0", true));
}

TEST(Address, IsWrittenAsItIsRead) {
  EXPECT_EQ(to_string(Address{"127.0.0.1", 1883}), "127.0.0.1:1883");
  EXPECT_EQ(to_string(Address{"::1", 0}), "[::1]:0");
}

}  // namespace
}  // namespace mqttspec::conformance::wire
