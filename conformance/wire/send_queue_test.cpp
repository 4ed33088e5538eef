// What a Client that lags is sent, and what is held for it.
#include "conformance/wire/send_queue.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace mqttspec::conformance::wire {
namespace {

TEST(SendQueue, KeepsTheOrder) {
  SendQueue queue;
  std::vector<std::uint8_t> expected;
  std::vector<std::uint8_t> sent;
  for (std::size_t i = 0; i < 3'000; ++i) {
    const std::vector<std::uint8_t> packet(i % 301, static_cast<std::uint8_t>(i));
    expected.insert(expected.end(), packet.begin(), packet.end());
    queue.append(Bytes(packet));
    if (i % 3 != 0 || queue.empty()) continue;
    const auto some = queue.front().first(std::min<std::size_t>(queue.front().size(), 200));
    sent.insert(sent.end(), some.begin(), some.end());
    queue.drop(some.size());
  }
  while (!queue.empty()) {
    const auto rest = queue.front();
    sent.insert(sent.end(), rest.begin(), rest.end());
    queue.drop(rest.size());
  }
  EXPECT_EQ(sent, expected);
  EXPECT_EQ(queue.memory(), 0U);
}

TEST(SendQueue, GivesBackWhatWasSent) {
  SendQueue queue;
  const std::vector<std::uint8_t> packet(1'000);
  for (int i = 0; i < 500; ++i) queue.append(Bytes(packet));
  // It always lags by half a megabyte, and is sent fifty in all.
  for (int i = 0; i < 50'000; ++i) {
    queue.append(Bytes(packet));
    for (std::size_t left = packet.size(); left != 0;) {
      const auto part = std::min(left, queue.front().size());
      queue.drop(part);
      left -= part;
    }
    ASSERT_EQ(queue.size(), 500'000U);
    ASSERT_LE(queue.memory(), 2 * queue.size() + SendQueue::piece_size);
  }
}

TEST(SendQueue, HoldsLargePacketsInPieces) {
  SendQueue queue;
  const std::vector<std::uint8_t> large(1'000'000);
  queue.append(Bytes(large));
  while (!queue.empty()) {
    ASSERT_LE(queue.memory(), 2 * queue.size() + SendQueue::piece_size);
    queue.drop(std::min<std::size_t>(queue.front().size(), 1'000));
  }
}

}  // namespace
}  // namespace mqttspec::conformance::wire
