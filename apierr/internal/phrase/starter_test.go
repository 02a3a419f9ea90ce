// Code generated from spec/phrases/starter_test.go; DO NOT EDIT.

package phrase_test

import "github.com/errbook/errbook/apierr/internal/phrase"

var starterTable = phrase.Table{
	Check: "\xff\xff\xff\x03\x00\x00\x00\x00\x00\xff\xff\x00\x00\xff\x00\x00\x00\x00\x00\x00\xff\x01\xff\xff\x00\x00\x00\x00\x00\x00\xff\x00\x00\x00\x00\xff\x00\xff\xff\x01\xff\x00\xff\x00\xff\x01\x00\xff\x00'\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff" +
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\x00\xff\x00\xff\xff\xff\x00\xff\xffabcdefghiaklmnopqrstuaw" +
		"alzeehuaitueaoore\x88ufi\x8cpe\x8f\x90oumnle_\x98uvha\x9dx\x9fetopl\xa5\xa6nnpegssi\xafail" +
		"\xb3ecpan\xb8h\xbau\xbdnd\x8ayxlt\x8fsqt\x8dows\x00f\xd0si\xd0\xd1\x00\x99euuioue\xb6\x9c\x81\xae\x87\x99\xa2s\x81\xba\xb0\xab\x94\xeb\xb6\xedlf" +
		"\x97ldap\xc3otponcanntsmenngsawmctreonnlre\xaclr\xe6\xe9\x80\xe5og\xd1aglrd\xa9tll\xe3\xe9\xe9\xe9t" +
		"eadkuhs\xe6\xe5u\xe8t\xe6ilyiasent\xe5rcaoosutidrolk\x8b\uca0f\xb2\xebe\x97\xa8\x81\xa8n\x80\x8feaiday\x9deg" +
		"\x8ayeua\x8dftitamhahttaenmtta\x94\x94b\xd1mc\u0421c\xa0t\x94\xd0itthds\x81b\x85\xaf\xa2n\x80gue\xaeiies\xb8d" +
		"tidd\x87ee\xb8ne\xbd\xbbe\xb5r\x88cti\xbeegtmmvtelcad\xb1ecn\x02toneiise\xff\xffe\xff\xff\xffed\xffi\xff\xffc\xff\xff" +
		"\xfftr\xffueet\x82\xffn\x81h\xffsc\xff\xff\xffn\xff\xffe\xff\xff\xffte\xff\x94t\x80xt\xe6d\xe7qaed\xb2\xe7\xe4\x81u\xff\xe6o\x82t\xe4\xe3\u9fb5\xe4\u0417\x81" +
		"\xb4\xd1\xe4\xff\xd0\xe9\xe9\xb7\xe7\xa7\xff\x94\xff\xff\xff\xff\xff\xb0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xb8\xff\xff\xff\xff\xff\xff\xeb\xff\xff\xff\xb0\xd1\xd0\xd0\xff\xff\xff\xff\xbf\xff\xff\xff\xff\xff\xff\xff\xff\xff\xd0" +
		"\xbd\xff\xd1\xe5\xe3\xff\xff\xff\xff\xff\xd0\xff\xff\xff\xff\xd0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xe3\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xe9",
	Next: []uint16{
		0, 0, 0, 1, 5, 21, 9, 12, 14, 0, 0, 6, 20, 0, 22, 23, 25, 19, 28, 30, 0, 6, 0, 0, 18, 24, 34, 8, 4, 11, 0, 7, 15, 16,
		13, 0, 27, 0, 0, 29, 0, 33, 0, 31, 0, 7, 6, 0, 10, 251, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 32, 0,
		0, 19, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 26, 0, 7, 0, 0, 0, 17, 0, 0, 13, 9, 21, 60, 39, 99, 100, 113, 59,
		133, 108, 23, 35, 22, 37, 42, 103, 30, 70, 52, 58, 71, 80, 152, 130, 120, 158, 155, 146, 142, 81, 148, 4, 137, 87, 75,
		46, 145, 50, 147, 67, 135, 5, 149, 51, 156, 154, 91, 74, 150, 161, 136, 138, 166, 190, 404, 62, 151, 157, 160, 73, 66,
		83, 101, 132, 12, 92, 156, 240, 89, 45, 165, 141, 69, 167, 219, 168, 143, 162, 86, 169, 185, 180, 54, 174, 199, 6, 225,
		194, 76, 204, 3, 260, 56, 16, 228, 244, 7, 211, 310, 218, 231, 27, 212, 279, 272, 19, 286, 31, 11, 333, 2, 6, 337, 163,
		221, 4, 241, 351, 140, 131, 139, 144, 159, 164, 153, 49, 104, 53, 47, 63, 65, 11, 68, 79, 93, 64, 82, 40, 78, 95, 172,
		181, 77, 189, 184, 175, 186, 122, 176, 201, 183, 187, 202, 196, 191, 10, 195, 8, 192, 208, 209, 72, 205, 220, 203, 210,
		11, 17, 215, 14, 15, 232, 214, 18, 11, 226, 216, 229, 107, 227, 223, 197, 177, 102, 171, 85, 242, 217, 238, 250, 84,
		255, 248, 254, 258, 235, 257, 193, 222, 198, 61, 240, 261, 246, 90, 32788, 256, 267, 253, 55, 200, 264, 224, 263, 207,
		259, 235, 24, 262, 265, 273, 88, 25, 268, 179, 8, 270, 235, 269, 266, 28, 277, 276, 271, 26, 280, 11, 250, 206, 239,
		230, 236, 231, 182, 233, 288, 274, 237, 178, 247, 290, 188, 281, 278, 293, 282, 292, 28, 29, 245, 283, 296, 234, 11,
		301, 287, 306, 243, 105, 32, 298, 33, 307, 294, 206, 213, 315, 94, 311, 322, 302, 319, 316, 309, 304, 318, 285, 291,
		320, 289, 324, 325, 249, 275, 321, 299, 31, 317, 252, 326, 90, 328, 34, 114, 283, 305, 331, 300, 284, 312, 338, 313,
		339, 334, 17, 297, 327, 335, 323, 330, 295, 17, 340, 341, 346, 36, 329, 345, 90, 314, 350, 351, 303, 308, 349, 336,
		353, 342, 356, 352, 355, 332, 348, 324, 347, 6, 357, 359, 84, 41, 32806, 366, 367, 11, 32788, 368, 369, 365, 3, 363,
		90, 31, 11, 370, 371, 27, 372, 0, 0, 213, 0, 0, 0, 380, 43, 0, 384, 0, 0, 388, 0, 0, 0, 28, 379, 0, 378, 389, 392, 385,
		375, 0, 390, 377, 394, 0, 48, 401, 0, 0, 0, 397, 0, 0, 406, 0, 0, 0, 359, 415, 0, 382, 11, 391, 396, 57, 29, 418, 343,
		408, 454, 420, 454, 364, 28, 6, 400, 417, 0, 31, 414, 32812, 421, 31, 344, 28, 362, 373, 29, 354, 395, 409, 376, 358,
		11, 0, 360, 31, 11, 374, 11, 32812, 0, 410, 0, 0, 0, 0, 0, 28, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 393, 0, 0, 0, 0, 0,
		0, 361, 0, 0, 0, 407, 383, 381, 386, 0, 0, 0, 0, 402, 0, 0, 0, 0, 0, 0, 0, 0, 0, 398, 32788, 0, 399, 11, 387, 0, 0, 0,
		0, 0, 405, 0, 0, 0, 0, 411, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 403, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8,
	},
	Signatures: []uint16{
		0, 0, 1, 5, 6, 8, 9, 12, 13, 14, 17, 18, 19, 21, 22, 23, 24, 25, 29, 30, 31, 32, 33, 34, 35, 38, 39, 40, 42, 43, 44,
		45, 46, 47, 48, 50,
	},
	Sets: []uint16{
		31, 1, 17, 23, 31, 28, 16, 19, 29, 1, 17, 23, 0, 22, 16, 18, 23, 32, 13, 13, 15, 3, 17, 2, 30, 16, 18, 23, 26, 21, 12,
		4, 6, 5, 14, 16, 19, 34, 7, 25, 17, 24, 8, 27, 20, 11, 10, 33, 9, 17,
	},
	Number:   1,
	Zero:     2,
	Secret:   0,
	Followed: 32,
	Begins: []uint16{
		0, 2, 5, 6, 8, 9, 12, 13, 14, 15, 16, 17, 18, 20, 27, 29, 30, 31, 39, 43, 48, 49, 50, 52, 53, 54, 55, 56, 57, 58, 59,
		60, 61, 62, 64, 66,
	},
	Steps: []phrase.Step{
		{From: 0, To: 8, First: 0, Reach: 0, Statuses: 15}, {From: 7, To: 38, First: 0, Reach: 63, Statuses: 15},
		{From: 0, To: 7, First: 0, Reach: 0, Statuses: 15}, {From: 8, To: 38, First: 0, Reach: 63, Statuses: 15},
		{From: 17, To: 48, First: 7, Reach: 63, Statuses: 14}, {From: 0, To: 1, First: 0, Reach: 0, Statuses: 15},
		{From: 1, To: 32, First: 0, Reach: 1, Statuses: 15}, {From: 2, To: 33, First: 0, Reach: 1, Statuses: 15},
		{From: 0, To: 2, First: 0, Reach: 0, Statuses: 15}, {From: 0, To: 3, First: 0, Reach: 0, Statuses: 15},
		{From: 4, To: 35, First: 0, Reach: 1, Statuses: 15}, {From: 5, To: 36, First: 0, Reach: 1, Statuses: 15},
		{From: 3, To: 34, First: 0, Reach: 1, Statuses: 15}, {From: 0, To: 4, First: 0, Reach: 0, Statuses: 15},
		{From: 0, To: 5, First: 0, Reach: 0, Statuses: 15}, {From: 0, To: 6, First: 0, Reach: 0, Statuses: 15},
		{From: 6, To: 37, First: 0, Reach: 1, Statuses: 15}, {From: 0, To: 39, First: 0, Reach: 0, Statuses: 15},
		{From: 0, To: 40, First: 0, Reach: 0, Statuses: 15}, {From: 24, To: 46, First: 5, Reach: 1, Statuses: 12},
		{From: 0, To: 10, First: 1, Reach: 0, Statuses: 15}, {From: 12, To: 15, First: 2, Reach: 511, Statuses: 15},
		{From: 13, To: 43, First: 2, Reach: 511, Statuses: 15}, {From: 14, To: 16, First: 2, Reach: 511, Statuses: 15},
		{From: 14, To: 20, First: 3, Reach: 63, Statuses: 15}, {From: 17, To: 19, First: 3, Reach: 63, Statuses: 15},
		{From: 18, To: 44, First: 3, Reach: 63, Statuses: 15}, {From: 0, To: 9, First: 1, Reach: 0, Statuses: 15},
		{From: 23, To: 24, First: 5, Reach: 63, Statuses: 12}, {From: 9, To: 41, First: 1, Reach: 1, Statuses: 15},
		{From: 10, To: 11, First: 1, Reach: 63, Statuses: 15}, {From: 0, To: 14, First: 2, Reach: 0, Statuses: 15},
		{From: 10, To: 16, First: 2, Reach: 511, Statuses: 15}, {From: 10, To: 20, First: 3, Reach: 63, Statuses: 15},
		{From: 11, To: 42, First: 1, Reach: 63, Statuses: 15}, {From: 12, To: 13, First: 2, Reach: 511, Statuses: 15},
		{From: 15, To: 43, First: 2, Reach: 511, Statuses: 15}, {From: 17, To: 18, First: 3, Reach: 63, Statuses: 15},
		{From: 19, To: 44, First: 3, Reach: 63, Statuses: 15}, {From: 0, To: 12, First: 2, Reach: 0, Statuses: 15},
		{From: 10, To: 15, First: 2, Reach: 511, Statuses: 15}, {From: 14, To: 13, First: 2, Reach: 511, Statuses: 15},
		{From: 16, To: 43, First: 2, Reach: 511, Statuses: 15}, {From: 0, To: 17, First: 3, Reach: 0, Statuses: 15},
		{From: 7, To: 48, First: 7, Reach: 63, Statuses: 14}, {From: 10, To: 19, First: 3, Reach: 63, Statuses: 15},
		{From: 14, To: 18, First: 3, Reach: 63, Statuses: 15}, {From: 20, To: 44, First: 3, Reach: 63, Statuses: 15},
		{From: 0, To: 21, First: 4, Reach: 0, Statuses: 12}, {From: 21, To: 22, First: 4, Reach: 1, Statuses: 12},
		{From: 0, To: 23, First: 5, Reach: 0, Statuses: 12}, {From: 22, To: 45, First: 4, Reach: 1, Statuses: 12},
		{From: 17, To: 25, First: 6, Reach: 1, Statuses: 4}, {From: 25, To: 47, First: 6, Reach: 63, Statuses: 4},
		{From: 0, To: 26, First: 8, Reach: 0, Statuses: 15}, {From: 26, To: 49, First: 8, Reach: 1, Statuses: 15},
		{From: 0, To: 50, First: 9, Reach: 0, Statuses: 15}, {From: 0, To: 51, First: 10, Reach: 0, Statuses: 15},
		{From: 0, To: 27, First: 11, Reach: 0, Statuses: 1}, {From: 27, To: 28, First: 11, Reach: 1, Statuses: 1},
		{From: 28, To: 29, First: 11, Reach: 1, Statuses: 1}, {From: 29, To: 52, First: 11, Reach: 1, Statuses: 1},
		{From: 0, To: 31, First: 12, Reach: 0, Statuses: 6}, {From: 30, To: 53, First: 12, Reach: 15, Statuses: 6},
		{From: 0, To: 30, First: 12, Reach: 0, Statuses: 6}, {From: 31, To: 53, First: 12, Reach: 15, Statuses: 6},
	},
	Ends: []uint16{
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 6, 9, 12, 15, 18,
		19, 19, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32,
	},
	Effects: []uint16{
		40961, 40977, 40983, 40961, 40977, 40983, 40961, 40977, 40983, 40961, 40977, 40983, 40961, 40977, 40983, 40961, 40977,
		40983, 0, 40973, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
	},
	Rows: []phrase.Row{
		{Statuses: 15, Not: 1}, {Statuses: 15, Not: 0}, {Statuses: 15, Not: 0}, {Statuses: 15, Not: 0}, {Statuses: 12, Not: 0},
		{Statuses: 12, Not: 0}, {Statuses: 4, Not: 0}, {Statuses: 14, Not: 4}, {Statuses: 15, Not: 0}, {Statuses: 15, Not: 0},
		{Statuses: 15, Not: 0}, {Statuses: 1, Not: 0}, {Statuses: 6, Not: 0},
	},
	Nots: []uint16{
		0, 2, 39, 40, 1, 40,
	},
}
