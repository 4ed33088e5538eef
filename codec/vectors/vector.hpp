// Test vectors for any codec: packets with what a decoder may say of each. Made from tables, the
// same in every run.
#pragma once

#include <string>
#include <vector>

#include "codec/packets.hpp"
#include "spec/export.hpp"

namespace mqttspec::vectors {

/// One direction of one version: what a decoder has to know before the first byte.
struct Stream {
  Version version;
  Sender sender;

  friend bool operator==(const Stream&, const Stream&) = default;
};

inline constexpr Stream streams[] = {
    {Version::v3_1_1, Sender::client},
    {Version::v3_1_1, Sender::server},
    {Version::v5_0, Sender::client},
    {Version::v5_0, Sender::server},
};

/// What a decoder can say of one whole packet.
enum class Verdict : std::uint8_t { ok, malformed, protocol_error };

/// A packet that this sender may send.
struct ValidVector {
  std::string id;  // unique among all vectors; follows from stream and bytes
  Stream stream;
  PacketType type;
  std::vector<std::uint8_t> bytes;
  std::string about;
  bool contested = false;  // rejecting it can be defended as well
  Json fields;             // the decoded packet
};

/// A packet with one defect.
struct MalformedVector {
  std::string id;
  Stream stream;
  PacketType type;  // of the twin
  std::vector<std::uint8_t> bytes;
  std::string defect;             // of the catalogue: "class/kind"
  std::string field;              // as the Standard calls it
  std::string twin;               // the valid vector without the defect
  std::size_t offset;             // of the defect, in bytes from the packet's first
  std::vector<Verdict> verdicts;  // permitted
  std::vector<std::string_view>
      statements;          // canonical ids of the stream's version, any may be named
  bool contested = false;  // accepting it can be defended as well
};

struct VectorSet {
  std::vector<ValidVector> valid;
  std::vector<MalformedVector> malformed;
};

/// All vectors, ordered by stream, then by packet and defect. No two have the same stream and
/// bytes.
VectorSet make_vectors();

/// "3.1.1-client".
std::string to_string(const Stream& stream);
/// "ok", "malformed" or "protocol-error".
std::string_view to_string(Verdict verdict);
/// The id of a vector: stream and a hash of the bytes, "5c-0123456789abcdef".
std::string vector_id(const Stream& stream, Bytes bytes);

}  // namespace mqttspec::vectors
