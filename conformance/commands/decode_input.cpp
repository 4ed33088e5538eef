// See decode_input.hpp.
#include "conformance/commands/decode_input.hpp"

#include <algorithm>
#include <istream>

#include "codec/bytes.hpp"
#include "conformance/commands/decode_dump.hpp"
#include "conformance/commands/decode_packet_sizes.hpp"

namespace mqttspec::conformance::commands {
namespace {

constexpr std::size_t shortest_wrapped = 16;  // bytes in a line

std::string trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(space) - first + 1));
}

// Strings may have the signs of comments in them, and base64 has slashes.
std::string without_comment(std::string_view text) {
  if (text.find("\\x") != std::string_view::npos) return std::string(text);
  auto end = std::min(text.find('#'), text.size());
  for (const std::string_view sign : {" //", "\t//", " /*", "\t/*"})
    end = std::min(end, text.find(sign));
  if (text.starts_with("//")) end = 0;
  return trimmed(text.substr(0, end));
}

// Takes the mark off the front.
std::optional<Sender> take_mark(std::string& text) {
  if (text.starts_with("<Buffer")) return std::nullopt;  // as Node.js prints bytes
  std::optional<Sender> from;
  std::size_t size = 1;
  if (text.starts_with("->")) size = 2;
  if (text.starts_with(">") || text.starts_with("->")) from = Sender::client;
  if (text.starts_with("<-")) size = 2;
  if (text.starts_with("<")) from = Sender::server;
  if (from) text = trimmed(std::string_view(text).substr(size));
  return from;
}

bool is_opened(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return c == '{' || c == '['; }) >
         std::ranges::count_if(text, [](char c) { return c == '}' || c == ']'; });
}

// Of `unsigned char packet[] = {16, 29};`, `[]byte{16, 29}` and the like what stands within the
// brackets.
std::string within_brackets(std::string_view text) {
  if (text.find("\\x") != std::string_view::npos) return std::string(text);
  if (text.starts_with("<Buffer")) {
    text.remove_prefix(7);
    return trimmed(text.substr(0, text.find('>')));
  }
  const auto brace = text.find('{');
  const auto begin = brace != std::string_view::npos ? brace : text.rfind('[');
  if (begin == std::string_view::npos) return std::string(text);
  const auto end = text.find_first_of("]}", begin);
  return trimmed(text.substr(begin + 1, end == std::string_view::npos ? end : end - begin - 1));
}

// xxd -i says the size after the bytes.
bool is_size_of_list(std::string_view text) {
  return text.starts_with("unsigned int ") && text.find("_len = ") != std::string_view::npos;
}

}  // namespace

std::optional<PasteReader::Line> PasteReader::take() {
  if (!pending_.empty()) {
    auto line = std::move(pending_.front());
    pending_.pop_front();
    return line;
  }
  Line line;
  if (!std::getline(in_, line.text)) return std::nullopt;
  line.number = ++number_;
  return line;
}

std::optional<PastedBytes> PasteReader::dump_from(const Line& line) {
  auto text = trimmed(line.text);
  PastedBytes pasted;
  pasted.from = take_mark(text);
  auto row = dump_row(text);
  if (!row || !Dump::can_begin(*row)) return std::nullopt;
  Dump dump(*std::move(row));
  while (!dump.is_over()) {
    auto next = take();
    if (!next) break;
    if (dump.take(trimmed(next->text))) continue;
    give_back(*std::move(next));
    break;
  }
  pasted.bytes = dump.bytes();
  return pasted;
}

std::string PasteReader::whole_list(std::string text) {
  while (is_opened(text) || text.ends_with(',')) {
    const auto next = take();
    if (!next) break;
    text += " " + without_comment(trimmed(next->text));
  }
  return text;
}

std::string PasteReader::whole_base64(std::string text) {
  const auto width = text.size();
  if (width != 64 && width != 76) return text;
  while (!text.ends_with('=')) {
    auto next = take();
    if (!next) break;
    const auto more = trimmed(next->text);
    if (more.size() > width || !looks_like_base64(more + "=")) {
      give_back(*std::move(next));
      break;
    }
    text += more;
    if (more.size() < width) break;
  }
  return text;
}

void PasteReader::join_wrapped(std::vector<std::uint8_t>& bytes) {
  const auto width = bytes.size();
  if (each_line_ || width < shortest_wrapped || ending_of(bytes) != Ending::within_packet) return;
  auto joined = bytes;
  std::deque<Line> used;
  while (ending_of(joined) == Ending::within_packet) {
    auto next = take();
    if (!next) break;
    auto text = trimmed(next->text);
    used.push_back(*std::move(next));
    const bool is_marked = take_mark(text).has_value();
    const auto more = bytes_of(without_comment(text), notation_);
    if (is_marked || !more || more->empty() || more->size() > width) break;
    joined.insert(joined.end(), more->begin(), more->end());
    if (ending_of(joined) == Ending::at_packet) {
      bytes = std::move(joined);
      return;
    }
    if (more->size() < width) break;
  }
  for (; !used.empty(); used.pop_back()) give_back(std::move(used.back()));
}

std::optional<std::expected<PastedBytes, NoBytes>> PasteReader::next() {
  while (auto line = take()) {
    if (notation_ != Notation::base64 && !each_line_)
      if (auto dump = dump_from(*line)) return *std::move(dump);
    auto text = trimmed(line->text);
    PastedBytes pasted;
    pasted.from = take_mark(text);
    text = without_comment(text);
    if (text.empty() || is_size_of_list(text)) continue;
    if (!each_line_ && looks_like_base64(text)) text = whole_base64(text);
    if (!each_line_) text = whole_list(text);
    auto bytes = bytes_of(within_brackets(text), notation_);
    if (!bytes) return std::unexpected(NoBytes{line->number, trimmed(line->text), bytes.error()});
    if (bytes->empty()) continue;
    pasted.bytes = *std::move(bytes);
    if (text.find_first_of("{[\\") == std::string::npos) join_wrapped(pasted.bytes);
    return pasted;
  }
  return std::nullopt;
}

}  // namespace mqttspec::conformance::commands
