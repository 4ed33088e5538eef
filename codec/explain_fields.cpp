// Annotated fields of each data type, and of property blocks.
#include "codec/explain_fields.hpp"

#include <utility>

#include "codec/printable.hpp"

namespace mqttspec {
namespace {

constexpr std::size_t shown_bytes = 16;

std::string bytes_text(Bytes bytes) {
  if (bytes.empty()) return "0 B";
  const Bytes shown = bytes.first(std::min(bytes.size(), shown_bytes));
  return std::to_string(bytes.size()) + " B: " + hex(shown, " ") +
         (shown.size() < bytes.size() ? " ..." : "");
}

std::string cut_text(std::size_t length, std::size_t left) {
  return "length " + std::to_string(length) + ", but " + std::to_string(left) +
         (left == 1 ? " byte is left" : " bytes are left");
}

}  // namespace

std::optional<Bytes> FieldReader::take(std::size_t size) {
  if (stuck_ || left() < size) {
    stuck_ = true;
    return std::nullopt;
  }
  const Bytes taken = bytes_.subspan(at_, size);
  at_ += size;
  return taken;
}

std::optional<std::uint32_t> FieldReader::take_integer(std::size_t size) {
  const auto taken = take(size);
  if (!taken) return std::nullopt;
  std::uint32_t value = 0;
  for (const auto byte : *taken) value = value << 8 | byte;
  return value;
}

std::optional<std::uint32_t> FieldReader::take_variable_byte_integer() {
  const std::size_t from = at_;
  std::uint32_t value = 0;
  for (unsigned shift = 0; shift < 28; shift += 7) {
    const auto byte = take_integer(1);
    if (!byte) break;
    value |= (*byte & 0x7F) << shift;
    if (*byte < 0x80) return value;
  }
  at_ = from;
  stuck_ = true;
  return std::nullopt;
}

std::optional<Bytes> FieldReader::take_sized() {
  const std::size_t from = at_;
  const auto size = take_integer(2);
  if (size && *size > left()) cut_value_ = cut_text(*size, left());
  const auto content = size ? take(*size) : std::nullopt;
  if (!content) at_ = from;
  return content;
}

void FieldReader::add(std::size_t from, std::string name, std::string value, std::string section) {
  fields_.push_back(
      {from, at_ - from, depth_, std::move(name), std::move(value), std::move(section)});
}

std::optional<std::uint8_t> FieldReader::byte(std::string name, std::string section,
                                              const ByteText& text) {
  const std::size_t from = at_;
  const auto value = take_integer(1);
  if (!value) return std::nullopt;
  const auto byte = static_cast<std::uint8_t>(*value);
  add(from, std::move(name), text(byte), std::move(section));
  return byte;
}

std::optional<std::uint16_t> FieldReader::two_byte_integer(std::string name, std::string section) {
  const std::size_t from = at_;
  const auto value = take_integer(2);
  if (!value) return std::nullopt;
  add(from, std::move(name), std::to_string(*value), std::move(section));
  return static_cast<std::uint16_t>(*value);
}

std::optional<std::uint32_t> FieldReader::variable_byte_integer(std::string name,
                                                                std::string section) {
  const std::size_t from = at_;
  const auto value = take_variable_byte_integer();
  if (value) add(from, std::move(name), std::to_string(*value), std::move(section));
  return value;
}

std::optional<std::string_view> FieldReader::utf8_string(std::string name, std::string section) {
  const std::size_t from = at_;
  const bool was_stuck = stuck_;
  const auto value = take_sized();
  if (!value) {
    if (!was_stuck) cut_name_ = std::move(name);
    return std::nullopt;
  }
  add(from, std::move(name), quoted(as_text(*value)), std::move(section));
  return as_text(*value);
}

std::optional<Bytes> FieldReader::binary_data(std::string name, std::string section) {
  const std::size_t from = at_;
  const bool was_stuck = stuck_;
  const auto value = take_sized();
  if (value)
    add(from, std::move(name), bytes_text(*value), std::move(section));
  else if (!was_stuck)
    cut_name_ = std::move(name);
  return value;
}

std::optional<std::string> FieldReader::property_value(PropertyType type) {
  const auto number = [](std::optional<std::uint32_t> value) -> std::optional<std::string> {
    if (!value) return std::nullopt;
    return std::to_string(*value);
  };
  switch (type) {
    case PropertyType::byte:
      return number(take_integer(1));
    case PropertyType::two_byte_integer:
      return number(take_integer(2));
    case PropertyType::four_byte_integer:
      return number(take_integer(4));
    case PropertyType::variable_byte_integer:
      return number(take_variable_byte_integer());
    case PropertyType::binary_data:
      if (const auto value = take_sized()) return bytes_text(*value);
      return std::nullopt;
    case PropertyType::utf8_string:
      if (const auto value = take_sized()) return quoted(as_text(*value));
      return std::nullopt;
    case PropertyType::utf8_string_pair: {
      const auto name = take_sized();
      const auto value = take_sized();
      if (!name || !value) return std::nullopt;
      return quoted(as_text(*name)) + " = " + quoted(as_text(*value));
    }
  }
  return std::nullopt;
}

void FieldReader::one_property(PropertyHost host) {
  const std::size_t from = at_;
  const auto identifier = take_variable_byte_integer();
  const auto* row = identifier ? find_property(*identifier) : nullptr;
  auto value = row != nullptr ? property_value(row->type) : std::nullopt;
  if (!value) {
    at_ = from;
    stuck_ = true;
    if (row != nullptr) cut_name_ = row->name;
    return;
  }
  const auto* place = find_place(host, row->property);
  if (place == nullptr) *value += " (has no place here)";
  add(from, std::string(row->name), *value, std::string(place == nullptr ? "" : place->section));
}

void FieldReader::properties(PropertyHost host, std::string section) {
  const auto length = variable_byte_integer("Property Length", std::move(section));
  if (!length) return;
  const std::size_t packet_end = end_;
  const bool is_whole = *length <= left();
  if (!is_whole) fields_.back().value = cut_text(*length, left());
  limit(*length);
  depth_ = 1;
  while (can_read()) one_property(host);
  skip_rest();
  depth_ = 0;
  end_ = packet_end;
  stuck_ = !is_whole;
}

void FieldReader::rest(std::string name, std::string section) {
  if (stuck_ || left() == 0) return;
  const std::size_t from = at_;
  const auto content = take(left());
  add(from, std::move(name), bytes_text(*content), std::move(section));
}

void FieldReader::skip_rest() {
  stuck_ = false;
  const auto value = std::exchange(cut_value_, "");
  const std::size_t from = at_;
  if (value.empty())
    rest("(not read)", "");
  else if (take(left()))
    add(from, cut_name_, value, "");
}

void FieldReader::limit(std::size_t size) { end_ = at_ + std::min(size, left()); }

}  // namespace mqttspec
