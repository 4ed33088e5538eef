// Reads the data types of section 1.5 off a packet's bytes, one annotated field after the other:
// the part of explain() that knows no packet.
#pragma once

#include <functional>
#include <optional>

#include "codec/explain.hpp"

namespace mqttspec {

/// Puts a byte into words.
using ByteText = std::function<std::string(std::uint8_t)>;

/// A cursor over one packet. Once a field does not fit, it is stuck: nothing more is read until
/// skip_rest() has put what is left into one field.
class FieldReader {
 public:
  explicit FieldReader(Bytes bytes) : bytes_(bytes), end_(bytes.size()) {}

  // Each reads one field; nothing if it does not fit.
  std::optional<std::uint8_t> byte(std::string name, std::string section, const ByteText& text);
  std::optional<std::uint16_t> two_byte_integer(std::string name, std::string section);
  std::optional<std::uint32_t> variable_byte_integer(std::string name, std::string section);
  std::optional<std::string_view> utf8_string(std::string name, std::string section);
  std::optional<Bytes> binary_data(std::string name, std::string section);

  /// A Property Length and the properties behind it, as far as it reaches. `section` is that of the
  /// Property Length.
  void properties(PropertyHost host, std::string section);

  /// All that is left, as one field; none if nothing is left.
  void rest(std::string name, std::string section);
  /// What is left, because it cannot be read: named, if it is a field whose length runs past it.
  void skip_rest();

  /// Lets the cursor go no further than `size` bytes from here.
  void limit(std::size_t size);
  bool can_read() const { return !stuck_ && at_ < end_; }
  std::size_t left() const { return end_ - at_; }
  /// The byte at the cursor; only if can_read().
  std::uint8_t next() const { return bytes_[at_]; }
  std::vector<Field>& fields() { return fields_; }

 private:
  std::optional<Bytes> take(std::size_t size);
  std::optional<std::uint32_t> take_integer(std::size_t size);
  std::optional<std::uint32_t> take_variable_byte_integer();
  std::optional<Bytes> take_sized();
  void add(std::size_t from, std::string name, std::string value, std::string section);
  void one_property(PropertyHost host);
  std::optional<std::string> property_value(PropertyType type);

  Bytes bytes_;
  std::size_t at_ = 0;
  std::size_t end_;
  unsigned depth_ = 0;
  bool stuck_ = false;
  std::string cut_name_;   // of the field at which it is stuck
  std::string cut_value_;  // "length 5, but 3 bytes are left"; empty if no length is the reason
  std::vector<Field> fields_;
};

}  // namespace mqttspec
