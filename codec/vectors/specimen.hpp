// A valid packet taken apart, so that a defect can be put into one of its fields and all lengths
// around it still be right.
#pragma once

#include <optional>

#include "codec/vectors/vector.hpp"

namespace mqttspec::vectors {

/// What a field is to the catalogue of defects.
enum class Kind : std::uint8_t {
  first_byte,
  remaining_length,
  protocol_name,
  protocol_version,
  connect_flags,
  keep_alive,
  property_length,
  property,
  client_id,
  will_topic,
  will_payload,
  user_name,
  password,
  acknowledge_flags,
  reason_code,
  packet_id,
  topic_name,
  payload,
  topic_filter,
  options,
};

/// One field where it lies. A property is one field with its identifier.
struct Part {
  Kind kind;
  std::string name;
  std::size_t offset;
  std::size_t size;
  PropertyHost host{};                    // of a property_length or property
  const PropertyRow* property = nullptr;  // of a property
  std::optional<std::size_t> block;       // of a property: the position of its Property Length

  std::size_t end() const { return offset + size; }
};

/// A length-prefixed string or Binary Data, inside a part.
struct Sized {
  const Part* part;
  std::string name;    // of the part; of a pair with "name" or "value" behind it
  std::size_t offset;  // of the Two Byte Integer
  std::size_t size;    // of the content
  bool is_text;

  std::size_t content() const { return offset + 2; }
  std::size_t end() const { return content() + size; }
};

/// Bytes after an edit. `shift` is by how much the lengths before the place of the edit have grown.
struct Edited {
  std::vector<std::uint8_t> bytes;
  std::size_t shift;
};

class Specimen {
 public:
  explicit Specimen(const ValidVector& valid);

  const ValidVector& valid() const { return *valid_; }
  const Stream& stream() const { return valid_->stream; }
  bool is_5_0() const { return stream().version == Version::v5_0; }
  PacketType type() const { return valid_->type; }
  const std::vector<std::uint8_t>& bytes() const { return valid_->bytes; }
  const std::vector<Part>& parts() const { return parts_; }
  /// The first part of that kind, or nullptr.
  const Part* find(Kind kind) const;
  const Part* find(Property property) const;
  std::size_t count(Kind kind) const;
  /// The packet's first byte behind the fixed header.
  std::size_t body() const { return parts_[1].end(); }
  /// Where the block that this Property Length announces ends.
  std::size_t end_of_block(const Part& property_length) const;
  /// All strings and all Binary Data, in the order of the bytes.
  std::vector<Sized> sized() const;

  /// Replaces `count` bytes at `at`, which must lie behind the fixed header. The Remaining Length
  /// follows, and so does the Property Length if `at` belongs to `block`.
  Edited replaced(std::size_t at, std::size_t count, Bytes by,
                  std::optional<std::size_t> block = std::nullopt) const;
  /// Replaces the content of a string or Binary Data; its length follows too.
  Edited with_content(const Sized& field, Bytes content) const;
  /// The same packet with another Remaining Length, as it is encoded.
  std::vector<std::uint8_t> with_remaining_length(Bytes encoded) const;

 private:
  const ValidVector* valid_;
  std::vector<Part> parts_;
};

/// A Variable Byte Integer in `size` bytes, 0 for the shortest form.
std::vector<std::uint8_t> variable_byte_integer(std::size_t value, std::size_t size = 0);

}  // namespace mqttspec::vectors
