// What `mqttspec decode` reads: lines, dumps and lists, each of them one piece of a stream.
#pragma once

#include <deque>
#include <expected>
#include <iosfwd>
#include <optional>
#include <string>

#include "conformance/commands/decode_notation.hpp"
#include "spec/packet_table.hpp"

namespace mqttspec::conformance::commands {

/// Bytes that belong together.
struct PastedBytes {
  std::vector<std::uint8_t> bytes;
  std::optional<Sender> from;  // by a mark before them
};

/// Lines that stand for no bytes.
struct NoBytes {
  std::size_t line;  // its number, from 1
  std::string text;  // the line
  std::string why;
};

/// Takes apart what people paste. A line stands for itself, but for
///
/// - dumps with offsets, from offset 0 on;
/// - lists in brackets, or whose lines end in commas;
/// - base64 in lines of 64 or 76 characters;
/// - lines of the same length, the last of them shorter, where the first of them has 16 bytes or
///   more and ends within a packet, and the packets end where the lines do: what `xxd -p` and
///   `od -An` print. Not if `each_line`.
///
/// `>` or `->` before it says that the Client sent it, `<` or `<-` that the Server did. What stands
/// behind a # or // is a comment.
class PasteReader {
 public:
  PasteReader(std::istream& in, Notation notation, bool each_line)
      : in_(in), notation_(notation), each_line_(each_line) {}

  /// The next piece; none when nothing is left.
  std::optional<std::expected<PastedBytes, NoBytes>> next();

 private:
  struct Line {
    std::size_t number;
    std::string text;
  };
  std::optional<Line> take();
  void give_back(Line line) { pending_.push_front(std::move(line)); }
  std::optional<PastedBytes> dump_from(const Line& line);
  std::string whole_list(std::string text);
  std::string whole_base64(std::string text);
  void join_wrapped(std::vector<std::uint8_t>& bytes);

  std::istream& in_;
  Notation notation_;
  bool each_line_;
  std::size_t number_ = 0;
  std::deque<Line> pending_;  // read too far
};

}  // namespace mqttspec::conformance::commands
