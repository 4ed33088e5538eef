// Tables of addresses and target URLs, good and bad.
#include "conformance/wire/address.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::wire {
namespace {

struct Good {
  std::string_view url;
  Address address;
};

TEST(Address, ReadsTargets) {
  const Good table[] = {
      {"tcp://127.0.0.1:1883", {"127.0.0.1", 1883}},
      {"tcp://broker.example:65535", {"broker.example", 65'535}},
      {"tcp://localhost:1/", {"localhost", 1}},
      {"tcp://[::1]:1883", {"::1", 1883}},
      {"tcp://[fe80::1%eth0]:1883", {"fe80::1%eth0", 1883}},
  };
  for (const auto& row : table) {
    const auto address = parse_target(row.url);
    ASSERT_TRUE(address) << row.url << ": " << address.error();
    EXPECT_EQ(*address, row.address) << row.url;
  }
}

struct Bad {
  std::string_view url;
  std::string_view complaint;  // part of the message
};

TEST(Address, SaysWhatIsWrongWithATarget) {
  const Bad table[] = {
      {"localhost:1883", "not a target"},
      {"http://localhost:80", "unknown scheme http://"},
      {"http://localhost:80", "tcp://host:port"},
      {"://localhost:80", "unknown scheme"},
      {"tls://localhost:8883", "not supported yet"},
      {"ws://localhost:8083", "not supported yet"},
      {"wss://localhost:8083", "not supported yet"},
      {"mqtts://localhost:8883", "not supported yet"},
      {"tcp://", "host is missing"},
      {"tcp://:1883", "host is missing"},
      {"tcp://localhost", "port is missing"},
      {"tcp://localhost:", "port is missing"},
      {"tcp://localhost:http", "\"http\" is not a port"},
      {"tcp://localhost:0", "\"0\" is not a port"},
      {"tcp://localhost:65536", "\"65536\" is not a port"},
      {"tcp://localhost:99999999999", "is not a port"},
      {"tcp://localhost:-1", "is not a port"},
      {"tcp://localhost:18 83", "is not a port"},
      {"tcp://localhost:1883/mqtt", "is not a port"},
      {"tcp://local host:1883", "is not a host"},
      {"tcp://::1:1883", "in brackets"},
      {"tcp://[::1:1883", "without"},
      {"tcp://[::1]1883", "is not a port"},
      {"tcp://[]:1883", "host is missing"},
  };
  for (const auto& row : table) {
    const auto address = parse_target(row.url);
    ASSERT_FALSE(address) << row.url;
    EXPECT_NE(address.error().find(row.complaint), std::string::npos)
        << row.url << ": " << address.error();
  }
}

TEST(Address, PortZeroIsForListeningOnly) {
  EXPECT_EQ(parse_address("127.0.0.1:0", true), (Address{"127.0.0.1", 0}));
  EXPECT_FALSE(parse_address("127.0.0.1:0", false));
}

TEST(Address, IsWrittenAsItIsRead) {
  EXPECT_EQ(to_string(Address{"127.0.0.1", 1883}), "127.0.0.1:1883");
  EXPECT_EQ(to_string(Address{"::1", 0}), "[::1]:0");
}

}  // namespace
}  // namespace mqttspec::conformance::wire
