// Packets out of a stream: in whatever pieces the bytes arrive, however long a packet claims to be.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <new>

#include "codec/check.hpp"
#include "codec/encode.hpp"
#include "codec/testing/arbitrary.hpp"
#include "codec/testing/compare.hpp"
#include "codec/testing/rapid_choices.hpp"

namespace {
std::size_t allocations = 0;
}

// All allocations of the test program are counted.
void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace mqttspec {
namespace {

using namespace literals;
using Buffer = std::vector<std::uint8_t>;

constexpr DecodeContext contexts[] = {
    {Version::v5_0, Sender::client},
    {Version::v5_0, Sender::server},
    {Version::v3_1_1, Sender::client},
    {Version::v3_1_1, Sender::server},
};

/// Some packets end to end.
struct Stream {
  DecodeContext context;
  std::vector<ArbitraryPacket> packets;
  Buffer bytes;
};

Stream stream_from(Choices& choices) {
  Stream stream{choices.one_of(contexts), {}, {}};
  const auto& [version, sender, size, strict] = stream.context;
  for (auto count = 1 + choices.below(6); count > 0; --count) {
    auto made = arbitrary_packet(choices, version, sender);
    if (encode(made.packet, {version, sender}, stream.bytes))
      stream.packets.push_back(std::move(made));
  }
  return stream;
}

/// A receiver that waits for as many bytes as it was told to.
class Receiver {
 public:
  explicit Receiver(const DecodeContext& context) : context_(context) {}

  /// Calls `take(packet)` for each packet that the new bytes complete.
  template <class Take>
  void receive(Bytes piece, const Take& take) {
    buffer_.insert(buffer_.end(), piece.begin(), piece.end());
    while (buffer_.size() - used_ >= needed_) {
      const auto decoded = decode_packet(Bytes(buffer_).subspan(used_), context_);
      if (decoded) {
        take(decoded->packet);
        used_ += decoded->size;
        needed_ = 0;
        continue;
      }
      const auto* more = std::get_if<NeedMore>(&decoded.error());
      if (more == nullptr) RC_FAIL(describe(decoded));
      needed_ = buffer_.size() - used_ + more->bytes;
    }
  }
  bool waits_within_a_packet() const { return used_ != buffer_.size(); }

 private:
  DecodeContext context_;
  Buffer buffer_;
  std::size_t used_ = 0;
  std::size_t needed_ = 0;
};

RC_GTEST_PROP(Streaming, PiecesDoNotMatter, ()) {
  const auto bytes = many_choices();
  Choices choices(bytes);
  const Stream stream = stream_from(choices);
  Receiver receiver(stream.context);
  std::size_t taken = 0;
  for (std::size_t at = 0; at < stream.bytes.size();) {
    const auto wanted = choices.once_in(3) ? 1 + choices.below(5000) : 1 + choices.below(12);
    const std::size_t size = std::min<std::size_t>(wanted, stream.bytes.size() - at);
    receiver.receive(Bytes(stream.bytes).subspan(at, size), [&](const Packet& packet) {
      RC_ASSERT(taken < stream.packets.size());
      RC_ASSERT(packet == stream.packets[taken++].packet);
    });
    at += size;
  }
  RC_ASSERT(taken == stream.packets.size());
  RC_ASSERT(!receiver.waits_within_a_packet());
}

RC_GTEST_PROP(Streaming, NothingIsAllocatedWhateverTheBytes, (Buffer bytes, bool behind_header)) {
  // Lengths as long as can be, in front of everything that has one.
  if (behind_header)
    for (std::size_t i = 1; i + 1 < bytes.size(); i += 3) bytes[i] = bytes[i + 1] = 0xFF;
  for (const auto& context : contexts) {
    const std::size_t before = allocations;
    const auto size = check(bytes, context);
    const std::size_t after = allocations;
    RC_ASSERT(after == before);
    if (size) RC_ASSERT(*size <= bytes.size());
  }
}

TEST(Streaming, AnAnnouncedLengthCostsNothing) {
  const std::uint8_t header[] = {0x30, 0xFF, 0xFF, 0xFF, 0x7F};
  for (const auto& context : contexts) {
    const std::size_t before = allocations;
    const auto size = check(Bytes(header), context);
    const std::size_t after = allocations;
    EXPECT_EQ(after, before);
    ASSERT_FALSE(size);
    EXPECT_EQ(size.error(), DecodeFailure(NeedMore{268'435'455}));
  }
}

TEST(Streaming, APacketBeyondTheLimitIsRejectedAtItsRemainingLength) {
  // 2 + 300 bytes of body: 303 in all with a Remaining Length of two bytes.
  const std::uint8_t header[] = {0x30, 0xAC, 0x02};
  for (auto context : contexts) {
    context.maximum_packet_size = 303;
    EXPECT_EQ(decode_packet(Bytes(header), context).error(), DecodeFailure(NeedMore{300}));
    context.maximum_packet_size = 302;
    const auto outcome = decode_packet(Bytes(header), context);
    // 3.1.1 knows no maximum: what is announced is asked for, and the caller may hang up instead.
    if (context.version == Version::v3_1_1) {
      EXPECT_EQ(outcome.error(), DecodeFailure(NeedMore{300}));
      continue;
    }
    const auto rule = context.sender == Sender::client ? "MQTT-3.2.2-15"_v5 : "MQTT-3.1.2-24"_v5;
    EXPECT_EQ(outcome.error(), DecodeFailure(Violation{rule, 1, ViolationKind::protocol_error,
                                                       ReasonCode::packet_too_large}));
  }
}

}  // namespace
}  // namespace mqttspec
