// A text that is kept in many places, as payloads are: copies of it cost next to nothing, and so do
// comparisons of copies.
#pragma once

#include <compare>
#include <memory>
#include <string>
#include <string_view>

namespace mqttspec::model::monitors {

class SharedText {
 public:
  SharedText() = default;
  explicit SharedText(std::string_view text)
      : text_(text.empty() ? nullptr : std::make_shared<const std::string>(text)) {}

  std::string_view view() const { return text_ == nullptr ? std::string_view() : *text_; }
  bool empty() const { return text_ == nullptr; }

  friend bool operator==(const SharedText& a, const SharedText& b) {
    return a.text_ == b.text_ || a.view() == b.view();
  }
  friend std::strong_ordering operator<=>(const SharedText& a, const SharedText& b) {
    return a.text_ == b.text_ ? std::strong_ordering::equal : a.view() <=> b.view();
  }
  friend std::strong_ordering operator<=>(const SharedText& a, std::string_view b) {
    return a.view() <=> b;
  }

 private:
  std::shared_ptr<const std::string> text_;
};

}  // namespace mqttspec::model::monitors
