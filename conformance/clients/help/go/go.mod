module linejson

go 1.24.0
