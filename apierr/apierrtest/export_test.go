package apierrtest

// SampleFault says what Samples finds wrong with one sample.
var SampleFault = sampleFault
