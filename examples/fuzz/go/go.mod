module fuzz

go 1.20
