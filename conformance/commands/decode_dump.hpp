// Dumps with offsets and a column of characters, as hexdump, od, xxd, tcpdump and Wireshark print
// them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mqttspec::conformance::commands {

/// One line of a dump: an offset of four digits or more, and the bytes that stand there.
struct DumpRow {
  std::string offset;
  std::vector<std::uint8_t> bytes;
};

/// The line as one of a dump, if it can be one.
std::optional<DumpRow> dump_row(std::string_view line);

/// A dump, put together from its rows.
class Dump {
 public:
  /// A dump begins with an offset of 0; `first` has bytes.
  static bool can_begin(const DumpRow& first);
  explicit Dump(DumpRow first);

  /// Takes the line if it goes on from here: its offset counts the bytes so far, in hexadecimal,
  /// octal or decimal; or it is the `*` that stands for repeated rows.
  bool take(std::string_view line);
  /// True once an offset without bytes has ended it.
  bool is_over() const { return is_over_; }
  const std::vector<std::uint8_t>& bytes() const { return bytes_; }

 private:
  bool take_repeated(const DumpRow& row);

  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint8_t> last_row_;
  std::size_t digits_;
  int base_ = 16;  // of the offsets, by the last row that told
  bool repeats_ = false;
  bool is_over_ = false;
};

}  // namespace mqttspec::conformance::commands
