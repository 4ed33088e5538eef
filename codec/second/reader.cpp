// The rarer fields: long integers and Topic Filters.
#include "codec/second/reader.hpp"

namespace mqttspec::second {
namespace {

struct FilterFlaw {
  const Rule* rule;
  const std::uint8_t* where;
};

/// The first wildcard that is not alone in its level, or `#` that is not last (4.7.1).
FilterFlaw misplaced_wildcard(const std::uint8_t* begin, const std::uint8_t* end) {
  for (const std::uint8_t* at = begin; at != end; ++at) {
    if (*at != '+' && *at != '#') continue;
    const bool opens = at == begin || at[-1] == '/';
    const bool last = at + 1 == end;
    if (*at == '#' && !(opens && last)) return {&misplaced_multi_level, at};
    if (*at == '+' && !(opens && (last || at[1] == '/'))) return {&misplaced_single_level, at};
  }
  return {nullptr, end};
}

constexpr std::string_view share_prefix = "$share/";

/// The first fault of `$share/{ShareName}/{filter}` (5.0 section 4.8.2).
FilterFlaw shared_flaw(const std::uint8_t* begin, const std::uint8_t* end) {
  const std::uint8_t* const name = begin + share_prefix.size();
  const std::uint8_t* at = name;
  while (at != end && *at != '/' && *at != '+' && *at != '#') ++at;
  if (at != end && *at != '/') return {&bad_share_name, at};
  if (at == name) return {&empty_share_name, at};
  if (at == end) return {&bad_share_name, at};
  const std::uint8_t* const filter = at + 1;
  if (filter == end) return {&bad_share_name, filter};
  return misplaced_wildcard(filter, end);
}

}  // namespace

bool Reader::long_variable_byte_integer(std::uint32_t& value, const Rule& cut) {
  const std::uint8_t* const start = at_;
  value = 0;
  for (unsigned shift = 0; shift < 28; shift += 7) {
    if (at_ == end_) return fail(cut, start);
    const std::uint8_t next = *at_++;
    value |= static_cast<std::uint32_t>(next & 0x7F) << shift;
    if (next < 0x80) return next != 0 || shift == 0 || fail(integer_not_minimal, at_ - 1);
  }
  return fail(integer_too_long, at_ - 1);
}

bool Reader::topic_filter(std::string_view& value, const Rule& cut) {
  const std::uint8_t* const start = at_;
  Bytes bytes;
  if (!binary(bytes, cut)) return false;
  if (bytes.empty()) return fail(empty_topic, start);
  const std::uint8_t* const begin = bytes.data();
  const std::uint8_t* const end = begin + bytes.size();
  const bool shared = is_5_0() && as_text(bytes).starts_with(share_prefix);
  const auto filter_flaw = shared ? shared_flaw(begin, end) : misplaced_wildcard(begin, end);
  const auto text_flaw = find_flaw<false>(begin, end);
  if (text_flaw.flaw != Flaw::none && text_flaw.where <= filter_flaw.where)
    return fail_text(text_flaw, any_topic_text);
  if (filter_flaw.rule != nullptr) return fail(*filter_flaw.rule, filter_flaw.where);
  value = as_text(bytes);
  return true;
}

}  // namespace mqttspec::second
