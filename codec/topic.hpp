// Topic Names and Topic Filters: validity and matching, section 4.7 of both Standards.
#pragma once

#include <string_view>

namespace mqttspec {

/// True if the text may be a Topic Name: not empty, no wildcard character (4.7.1, 4.7.3). UTF-8 and
/// length are the string's own rules.
bool is_topic_name(std::string_view text);

/// True if the text may be a Topic Filter: not empty, `#` only last and alone in its level,
/// `+` only alone in its level (4.7.1).
bool is_topic_filter(std::string_view text);

/// A Topic Filter of the form `$share/{ShareName}/{filter}` (5.0 section 4.8.2).
struct SharedFilter {
  std::string_view share_name;
  std::string_view topic_filter;
};

/// True if the filter begins with `$share/`, and so asks for a Shared Subscription in 5.0.
bool is_shared(std::string_view topic_filter);

/// Takes a Shared Subscription apart. False if it lacks the second slash, its ShareName is empty or
/// has a wildcard character, or its filter is invalid; `out` is then unchanged.
bool parse_shared(std::string_view topic_filter, SharedFilter& out);

/// True if the Topic Name matches the (non-shared, valid) Topic Filter: 4.7.1, and 4.7.2 for names
/// that begin with `$`. Bytes are compared as they are: no normalisation, case matters.
bool matches(std::string_view topic_filter, std::string_view topic_name);

}  // namespace mqttspec
