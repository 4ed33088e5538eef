// Where the tables of valid packets put what they make: encoded, named and free of duplicates.
#pragma once

#include <set>

#include "codec/testing/arena.hpp"
#include "codec/vectors/vector.hpp"

namespace mqttspec::vectors {

/// How a table marks one of its packets.
enum class Mark : std::uint8_t {
  none = 0,
  twin = 1,       // to be damaged by every defect that fits
  contested = 2,  // a decoder may refuse it with reason
};

class ValidSink {
 public:
  explicit ValidSink(Stream stream) : stream_(stream) {}

  const Stream& stream() const { return stream_; }
  bool is_5_0() const { return stream_.version == Version::v5_0; }
  bool from_client() const { return stream_.sender == Sender::client; }
  /// Keeps what the packets of the tables show.
  Arena& arena() { return arena_; }
  /// `size` times the same letter.
  std::string_view letters(std::size_t size, char letter = 'a');
  Bytes keep(Bytes bytes) { return arena_.keep<std::uint8_t>(bytes); }

  /// Adds a packet in its shortest encoding; it must be one that encode() does not refuse.
  void add(std::string about, const Packet& packet, Mark mark = Mark::none);
  /// Adds a packet in an encoding of its own.
  void add(std::string about, const Packet& packet, std::vector<std::uint8_t> bytes,
           Mark mark = Mark::none);

  /// In the order of their making; those to be damaged are also in twins().
  std::vector<ValidVector>& vectors() { return vectors_; }
  const std::set<std::string>& twins() const { return twins_; }

 private:
  Stream stream_;
  Arena arena_;
  std::vector<ValidVector> vectors_;
  std::set<std::string> seen_;
  std::set<std::string> twins_;
};

}  // namespace mqttspec::vectors
