// Puts the data, the style and the script where page.html has a place for them.
#include "conformance/report/html/page.hpp"

#include "conformance/report/html/page_data.hpp"
#include "conformance/report/html/page_files.hpp"

namespace mqttspec::conformance::report::html {
namespace {

constexpr std::size_t page_bytes = 3'000'000;

// JSON that a script element can hold: nothing in it ends the element or begins a comment.
std::string embeddable(const std::string& json) {
  std::string text;
  text.reserve(json.size());
  for (const char c : json)
    if (c == '<')
      text += "\\u003c";
    else
      text += c;
  return text;
}

void put(std::string& page, std::string_view place, std::string_view text) {
  page.replace(page.find(place), place.size(), text);
}

}  // namespace

std::string make_page(std::span<const Document> reports) {
  std::string data;
  for (const auto traces : {Traces::wrong, Traces::failures, Traces::none}) {
    data = embeddable(page_data(reports, traces).dump());
    if (data.size() + page_css.size() + page_js.size() + page_html.size() <= page_bytes) break;
  }
  std::string page(page_html);
  put(page, "/*style*/", page_css);
  put(page, "/*script*/", page_js);
  put(page, "/*data*/", data);
  return page;
}

}  // namespace mqttspec::conformance::report::html
