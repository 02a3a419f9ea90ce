package site

import (
	"fmt"
	"math"
	"strconv"
)

// The panels of the style sheet, on which links are hardest to read.
const (
	lightPanel = "#f6f5f2"
	darkPanel  = "#211f1c"
)

// readable is the contrast that WCAG 2 asks for in text.
const readable = 4.5

// accentStyle returns the rules for a color of one's own: for text on it, which is white,
// or black on a light color; and for links, which have the color too, darker on light
// pages and lighter on dark ones if it could not be read there.
func accentStyle(accent string) string {
	if accent == "" {
		return ""
	}
	on := "#fff"
	if luminance(accent) > 0.18 { // above it, black has the better contrast
		on = "#000"
	}
	return fmt.Sprintf(":root{--accent:%s;--on:%s;--link:%s}@media(prefers-color-scheme:dark){:root{--link:%s}}",
		accent, on, toward(accent, 0, lightPanel), toward(accent, 255, darkPanel))
}

// toward returns a color, mixed with as little black (0) or white (255) as makes it
// readable on a background.
func toward(color string, end float64, background string) string {
	rgb := channels(color)
	for part := 0.0; part < 1; part += 0.05 {
		mixed := "#"
		for _, c := range rgb {
			mixed += fmt.Sprintf("%02x", int(math.Round(c+(end-c)*part)))
		}
		if contrast(mixed, background) >= readable {
			return mixed
		}
	}
	return color
}

// contrast returns the contrast of two colors, as WCAG 2 defines it.
func contrast(a, b string) float64 {
	light, dark := luminance(a), luminance(b)
	return (max(light, dark) + 0.05) / (min(light, dark) + 0.05)
}

// luminance returns the relative luminance of a color, as WCAG 2 defines it.
func luminance(color string) float64 {
	sum := 0.0
	for i, c := range channels(color) {
		weight := [3]float64{0.2126, 0.7152, 0.0722}[i]
		if c /= 255; c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// channels returns the red, green and blue of a color such as #b4431f, from 0 to 255.
func channels(color string) [3]float64 {
	n, _ := strconv.ParseUint(color[1:], 16, 32)
	return [3]float64{float64(n >> 16 & 255), float64(n >> 8 & 255), float64(n & 255)}
}
